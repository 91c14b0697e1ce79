package io.github.clipunit.golden.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.golden.verdict.GoldenDesk;
import io.github.clipunit.golden.verdict.GoldenDesk.FoxTest;
import io.github.clipunit.internal.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenLedgerTest {

    /** Not nested, as far as folders go: its own name. */
    private static final String CLASS = GoldenDesk.class.getName();

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
        new GoldenDesk(base).cassette("fox").play(() -> new byte[] {1});
        // Another JVM's, as parallel forks see it.
        ledger = new GoldenLedger(new Project(base));
    }

    private List<Path> obsolete() {
        return ledger.obsolete(List.of(ROOT), Set.of(CLASS), Set.of());
    }

    @Test
    void should_find_nothing_obsolete_where_everything_was_asked_for() {
        assertThat(obsolete()).isEmpty();
    }

    @Test
    void should_list_what_a_later_run_no_longer_asks_for_and_delete_nothing() {
        ledger.begin(FoxTest.Snow.class);
        new GoldenDesk(base).compare(0.3);

        List<Path> obsolete = obsolete();

        Path folder = base.resolve(ROOT);
        assertThat(obsolete)
                .containsExactly(
                        folder.resolve(FoxTest.Snow.class.getName()).resolve("falls.json"),
                        folder.resolve(FoxTest.class.getName()).resolve("cassettes/fox.bin"),
                        folder.resolve(FoxTest.class.getName()).resolve("named/owl.json"),
                        folder.resolve(FoxTest.class.getName()).resolve("paints--fox.json"))
                .allMatch(Files::exists);
        assertThat(ledger.notice(obsolete))
                .isEqualTo(
                        "Goldens that no test asked for: 4. They were kept; delete them if their tests are gone for"
                                + " good."
                                + "\n  src/test/resources/golden/io.github.clipunit.golden.verdict.GoldenDesk$FoxTest$Snow/falls.json"
                                + "\n  src/test/resources/golden/io.github.clipunit.golden.verdict.GoldenDesk$FoxTest/cassettes/fox.bin"
                                + "\n  src/test/resources/golden/io.github.clipunit.golden.verdict.GoldenDesk$FoxTest/named/owl.json"
                                + "\n  src/test/resources/golden/io.github.clipunit.golden.verdict.GoldenDesk$FoxTest/paints--fox.json");
    }

    @Test
    void should_judge_no_class_that_did_not_run_to_its_end() {
        ledger.begin(FoxTest.class);

        assertThat(ledger.obsolete(List.of(ROOT), Set.of(), Set.of())).isEmpty();
        assertThat(ledger.obsolete(List.of(ROOT), Set.of("com.acme.OtherTest"), Set.of()))
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
        assertThat(ledger.obsolete(List.of(ROOT), Set.of(), Set.of("com.acme.GoneTest")))
                .containsExactly(gone.resolve("left.png"), gone.resolve("paints.json"));
    }

    @Test
    void should_know_directories_that_tests_chose_for_themselves(@TempDir Path elsewhere) throws IOException {
        new GoldenDesk(base).with("clipunit.golden.dir", elsewhere.toString()).compare(0.3);
        Path forgotten = elsewhere.resolve(FoxTest.class.getName()).resolve("forgotten.json");
        Files.writeString(forgotten, "{}");

        assertThat(obsolete()).containsExactly(forgotten);
    }

    @Test
    void should_do_without_any_golden(@TempDir Path empty) {
        GoldenLedger fresh = new GoldenLedger(new Project(empty));

        fresh.begin(FoxTest.class);

        assertThat(fresh.obsolete(List.of(ROOT), Set.of(CLASS), Set.of())).isEmpty();
        assertThat(fresh.folders(empty.resolve(ROOT))).isEmpty();
    }

    @Test
    void should_know_the_folders_of_its_own_project_alone(@TempDir Path elsewhere) throws IOException {
        Files.createDirectories(elsewhere.resolve("com.acme.FoxTest"));

        assertThat(ledger.folders(base.resolve(ROOT)))
                .containsExactly(FoxTest.class.getName(), FoxTest.Snow.class.getName());
        assertThat(ledger.folders(elsewhere)).isEmpty();
    }

    @Test
    void should_let_each_class_be_claimed_once_a_run() {
        GoldenLedger fork = new GoldenLedger(new Project(base));

        assertThat(ledger.claim("run 1", Set.of("FoxTest", "OwlTest"))).containsExactly("FoxTest", "OwlTest");
        assertThat(fork.claim("run 1", Set.of("FoxTest", "CatTest"))).containsExactly("CatTest");
        assertThat(fork.claim("run 2", Set.of("FoxTest"))).containsExactly("FoxTest");
        assertThat(base.resolve("target/clipunit/goldens/judged")).isDirectoryNotContaining("glob:**run-1*");
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
