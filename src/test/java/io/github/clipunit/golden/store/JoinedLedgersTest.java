package io.github.clipunit.golden.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.golden.verdict.GoldenDesk;
import io.github.clipunit.golden.verdict.GoldenDesk.FoxTest;
import io.github.clipunit.internal.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each shard is a checkout of its own, and none is where the records are brought together. */
class JoinedLedgersTest {

    private static final Path ROOT = Path.of("src/test/resources/golden");
    private static final String FOX = FoxTest.class.getName();

    @TempDir
    private Path checkout;

    @TempDir
    private Path one;

    @TempDir
    private Path two;

    @BeforeEach
    void commit() throws IOException {
        for (String path : List.of(
                FOX + "/paintsTheFox.json",
                FOX + "/paints.json",
                FOX + "/gone.json",
                FOX + "/named/any.json",
                "com.acme.GoneTest/old.json",
                "com.acme.LaterTest/old.json")) {
            Path file = checkout.resolve(ROOT).resolve(path);
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(file, "{}");
        }
        new GoldenDesk(one).compare(0.3);
        new GoldenDesk(two).as(FoxTest.class, "paints", null).compare(0.3);
        end(new Project(one), Set.of("com.acme.GoneTest"), fox("paintsTheFox", "paints"));
        end(new Project(two), Set.of("com.acme.GoneTest", "com.acme.LaterTest"), fox("paints", "paintsTheFox"));
    }

    private static ClassRecord fox(String ended, String leftOut) {
        return new ClassRecord(
                FOX, "", new TreeMap<>(Map.of(ended, ClassRecord.ENDED, leftOut, ClassRecord.LEFT_OUT)), null);
    }

    private static void end(Project project, Set<String> gone, ClassRecord... classes) {
        new GoldenLedger(project).end("", ROOT, List.of(classes), gone);
    }

    private static String shown(String path) {
        return ROOT.resolve(path).toString();
    }

    private Unasked join(Path... shards) throws IOException {
        return JoinedLedgers.of(List.of(shards)).unasked(checkout, null).orElseThrow();
    }

    @Test
    void should_list_what_no_shard_asked_for() throws IOException {
        Unasked unasked = join(one, two.resolve("target/clipunit"));

        assertThat(unasked.obsolete())
                .containsExactly(
                        shown("com.acme.GoneTest/old.json"), shown(FOX + "/gone.json"), shown(FOX + "/named/any.json"));
        // one shard found that class
        assertThat(unasked.unjudged())
                .containsExactly(Map.entry(shown("com.acme.LaterTest/old.json"), "its class did not run"));
    }

    @Test
    void should_decide_nothing_of_tests_whose_shard_is_missing() throws IOException {
        Unasked unasked = join(one);

        assertThat(unasked.obsolete()).containsExactly(shown("com.acme.GoneTest/old.json"), shown(FOX + "/gone.json"));
        assertThat(unasked.unjudged())
                .containsEntry(shown(FOX + "/paints.json"), "test [paints] did not run")
                .containsEntry(shown(FOX + "/named/any.json"), "test [paints] did not run");
    }

    @Test
    void should_look_where_it_is_told() throws IOException {
        Path elsewhere = Files.move(checkout.resolve(ROOT), checkout.resolve("goldens"));

        assertThat(JoinedLedgers.of(List.of(one, two)).unasked(checkout, null)).isEmpty();
        assertThat(JoinedLedgers.of(List.of(one, two))
                        .unasked(checkout, elsewhere)
                        .orElseThrow()
                        .obsolete())
                .containsExactly(
                        "goldens/com.acme.GoneTest/old.json",
                        "goldens/" + FOX + "/gone.json",
                        "goldens/" + FOX + "/named/any.json");
    }

    @Test
    void should_hear_all_source_sets_that_share_a_directory() throws IOException {
        end(new Project(two, two.resolve("target"), "integrationTest"), Set.of(FOX, "com.acme.GoneTest"));

        assertThat(join(one, two).unjudged())
                .containsExactly(Map.entry(shown("com.acme.LaterTest/old.json"), "its class did not run"));
        assertThat(join(one, two).obsolete()).contains(shown("com.acme.GoneTest/old.json"), shown(FOX + "/gone.json"));
    }

    @Test
    void should_trust_no_record_that_an_earlier_run_left() throws IOException {
        new GoldenLedger(new Project(two)).end("next", ROOT, List.of(), Set.of());

        assertThat(join(one, two).unjudged())
                .containsEntry(shown(FOX + "/named/any.json"), "test [paints] did not run");
    }
}
