package io.github.clipunit.golden.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.golden.verdict.GoldenDesk;
import io.github.clipunit.golden.verdict.GoldenDesk.FoxTest;
import io.github.clipunit.image.GeneratedPicture;
import io.github.clipunit.internal.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenLedgerTest {

    private static final Path ROOT = Path.of("src/test/resources/golden");

    @TempDir
    Path base;

    private GoldenLedger ledger;

    @BeforeEach
    void record() throws IOException {
        new GoldenDesk(base).compare(0.3);
        new GoldenDesk(base).as(FoxTest.class, "paints", "[1] fox").compare(0.3);
        new GoldenDesk(base).as(FoxTest.Snow.class, "falls", null).compare(0.3);
        new GoldenDesk(base)
                .run(goldens -> goldens.named("owl").compare(GoldenDesk.MODEL, "an owl", GoldenDesk.picture(1, 0.3)));
        new GoldenDesk(base)
                .cassette("fox")
                .play(() -> GeneratedPicture.png(GoldenDesk.image(1, 8, 6).toBufferedImage()));
        // Another JVM's, as parallel forks see it.
        ledger = new GoldenLedger(new Project(base));
    }

    /** The record of a run in which these tests of the class ran to their end. */
    private static ClassRecord ended(Class<?> type, String... tests) {
        SortedMap<String, String> states = new TreeMap<>();
        for (String test : tests) {
            states.put(test, ClassRecord.ENDED);
        }
        return new ClassRecord(type.getName(), "", states, null);
    }

    private Unasked end(Set<String> gone, ClassRecord... records) {
        ledger.end("", ROOT, List.of(records), gone);
        return ledger.unasked(ROOT, Stream.of(records).map(ClassRecord::type).collect(Collectors.toSet()), gone);
    }

    private List<String> obsolete(ClassRecord... records) {
        return end(Set.of(), records).obsolete();
    }

    private Path file(Class<?> type, String path) throws IOException {
        Path file = base.resolve(ROOT).resolve(type.getName()).resolve(path);
        Files.createDirectories(file.resolveSibling(""));
        return Files.writeString(file, "{}");
    }

    private static String shown(Class<?> type, String path) {
        return "src/test/resources/golden/" + type.getName() + "/" + path;
    }

    @Test
    void should_find_nothing_obsolete_where_everything_was_asked_for() {
        assertThat(end(Set.of(), ended(FoxTest.class, "paints"), ended(FoxTest.Snow.class, "falls"))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void should_list_what_a_later_run_no_longer_asks_for_and_delete_nothing() {
        ledger.begin(FoxTest.class);
        new GoldenDesk(base).compare(0.3);

        Unasked unasked = end(Set.of(), ended(FoxTest.class, "paints"), ended(FoxTest.Snow.class, "falls"));

        assertThat(unasked.notice()).isEqualTo("""
                        Goldens that no test used: 3. They were kept because another run may use them.
                          %s
                          %s
                          %s""".formatted(
                        shown(FoxTest.class, "cassettes/fox.png"),
                        shown(FoxTest.class, "named/owl.json"),
                        shown(FoxTest.class, "paints--fox.json")));
        assertThat(unasked.obsolete()).allMatch(file -> Files.exists(base.resolve(file)));
    }

    @Test
    void should_judge_each_test_by_itself() throws IOException {
        for (String name :
                List.of("paints-2.json", "sleeps--a-0123abcd.json", "gone.json", "class.json", "named/a.json")) {
            file(FoxTest.class, name);
        }
        SortedMap<String, String> states = new TreeMap<>(
                Map.of("paints", ClassRecord.ENDED, "sleeps", "is disabled: later", "sits", ClassRecord.LEFT_OUT));
        ClassRecord one = new ClassRecord(FoxTest.class.getName(), "", states, null);

        Unasked unasked = end(Set.of(), one);

        assertThat(unasked.obsolete())
                .containsExactly(shown(FoxTest.class, "gone.json"), shown(FoxTest.class, "paints-2.json"));
        assertThat(unasked.unjudged()).isEmpty();
        states.remove("sits");
        ledger.begin(FoxTest.class);
        assertThat(end(Set.of(), one).notice())
                .endsWith(shown(FoxTest.class, "named/owl.json") + ": test [sleeps] is disabled: later")
                .contains("\nGoldens that no test has used so far, but one still may:\n  ");
    }

    @Test
    void should_judge_methods_whose_names_files_cannot_bear_with_those_that_begin_alike() throws IOException {
        file(FoxTest.class, "paints-a-fox-0123abcd.json");
        assertThat(obsolete(ended(FoxTest.class, "paints", "paints a fox")))
                .containsExactly(shown(FoxTest.class, "paints-a-fox-0123abcd.json"));
        SortedMap<String, String> states =
                new TreeMap<>(Map.of("paints", ClassRecord.ENDED, "paints a cat", ClassRecord.LEFT_OUT));
        ledger.begin(FoxTest.class);
        assertThat(obsolete(new ClassRecord(FoxTest.class.getName(), "", states, null)))
                .doesNotContain(shown(FoxTest.class, "paints-a-fox-0123abcd.json"));
    }

    @Test
    void should_judge_no_class_that_did_not_run() {
        assertThat(obsolete()).isEmpty();
        assertThat(obsolete(new ClassRecord("com.acme.OtherTest", "", new TreeMap<>(), null)))
                .isEmpty();
    }

    @Test
    void should_list_all_goldens_of_a_class_that_is_gone() throws IOException {
        Path gone = Files.createDirectories(base.resolve(ROOT).resolve("com.acme.GoneTest"));
        Files.writeString(gone.resolve("paints.json"), "{}");
        Files.writeString(gone.resolve("paints.png"), "");
        Files.writeString(gone.resolve("left.png"), "");
        Files.writeString(gone.resolve(".paints.json.1-0123abcd.tmp"), "");
        Files.writeString(base.resolve(ROOT).resolve("README.md"), "Goldens.");

        assertThat(obsolete()).isEmpty();
        assertThat(end(Set.of("com.acme.GoneTest")).obsolete())
                .containsExactly(
                        "src/test/resources/golden/com.acme.GoneTest/left.png",
                        "src/test/resources/golden/com.acme.GoneTest/paints.json");
    }

    @Test
    void should_know_directories_that_tests_chose_for_themselves(@TempDir Path elsewhere) throws IOException {
        new GoldenDesk(base).with("clipunit.golden.dir", elsewhere.toString()).compare(0.3);
        Path forgotten = elsewhere.resolve(FoxTest.class.getName()).resolve("forgotten.json");
        Files.writeString(forgotten, "{}");

        assertThat(obsolete(ended(FoxTest.class, "paints"))).containsExactly(forgotten.toString());
    }

    @Test
    void should_do_without_any_golden(@TempDir Path empty) {
        GoldenLedger fresh = new GoldenLedger(new Project(empty));

        fresh.begin(FoxTest.class);

        assertThat(fresh.unasked(ROOT, Set.of(FoxTest.class.getName()), Set.of())
                        .isEmpty())
                .isTrue();
        assertThat(fresh.folders(ROOT)).isEmpty();
    }

    @Test
    void should_know_the_folders_of_its_own_project_alone(@TempDir Path elsewhere) throws IOException {
        Files.createDirectories(elsewhere.resolve("com.acme.FoxTest"));

        assertThat(ledger.folders(base.resolve(ROOT)))
                .containsExactly(FoxTest.class.getName(), FoxTest.Snow.class.getName());
        assertThat(ledger.folders(elsewhere)).isEmpty();
    }

    @Test
    void should_keep_what_a_run_asked_for_before_it_repeats_failed_tests() {
        ledger.end(
                "run 1",
                ROOT,
                List.of(new ClassRecord(FoxTest.class.getName(), "run 1", new TreeMap<>(), null)),
                Set.of());

        ledger.begin(FoxTest.class, "run 1");
        assertThat(asks()).isNotEmpty();
        ledger.begin(FoxTest.class, "run 2");
        assertThat(asks()).isEmpty();
    }

    private List<String> asks() {
        String[] names = base.resolve("target/clipunit/goldens/asked")
                .resolve(FoxTest.class.getName())
                .toFile()
                .list((folder, name) -> name.length() == 16);
        return names == null ? List.of() : List.of(names);
    }

    @Test
    void should_let_each_file_be_claimed_once_a_run() {
        GoldenLedger fork = new GoldenLedger(new Project(base));

        assertThat(ledger.claim("run 1", Set.of("fox.json", "owl.json"))).containsExactly("fox.json", "owl.json");
        assertThat(fork.claim("run 1", Set.of("fox.json", "cat.json"))).containsExactly("cat.json");
        assertThat(fork.claim("run 2", Set.of("fox.json"))).containsExactly("fox.json");
        assertThat(base.resolve("target/clipunit/goldens/listed")).isDirectoryNotContaining("glob:**run-1*");
    }

    @Test
    void should_keep_records_in_the_build_directory() throws IOException {
        assertThat(new Project(base).records()).isEqualTo(base.resolve("target/clipunit/goldens"));
        Files.writeString(base.resolve("build.gradle.kts"), "");
        assertThat(new Project(base).records()).isEqualTo(base.resolve("build/clipunit/goldens"));
        Files.writeString(base.resolve("pom.xml"), "");
        assertThat(new Project(base).records()).isEqualTo(base.resolve("target/clipunit/goldens"));
    }
}
