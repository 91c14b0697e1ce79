package io.github.clipunit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectIteration;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.util.Throwables;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs made-up test classes, each with a golden more than its tests ask for, and looks at what the run says of these. */
class GoldenRunTest {

    /** Asks for {@code cassettes/fox.png}. */
    private static final String FOX = """
            @ClipTest
            class FoxTest {
                @Test
                void paints() {
                    PictureCassette.record("fox", () -> io.github.clipunit.image.GeneratedPicture.png(new java.awt.image.BufferedImage(8, 8, 1)));
                }
                @Nested
                class Snow {
                    @Test
                    void falls() {
                        PictureCassette.record("snow", () -> io.github.clipunit.image.GeneratedPicture.png(new java.awt.image.BufferedImage(8, 8, 1)));
                    }
                }
            }
            """;

    private static final String OWL = """
            @ClipTest
            class OwlTest {
                @Test
                void hoots() {}
            }
            """;

    private static final String NOTICE =
            "Goldens that no test used: %s. They were kept because another run may use them.";

    @TempDir
    Path classes;

    /** Inside the project, whose goldens it holds. */
    private Path goldens;

    private String run = "";
    private @Nullable String filter;

    @BeforeEach
    void record() throws IOException {
        filter = System.getProperty("test");
        filter("FoxTest,OwlTest");
        goldens = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "goldens");
        run = "run " + UUID.randomUUID();
        golden("com.acme.FoxTest/old.json");
        golden("com.acme.FoxTest$Snow/old.json");
        golden("com.acme.OwlTest/old.json");
    }

    /** What Maven says of {@code -Dtest=}; this very test may run under it. */
    private static void filter(@Nullable String tests) {
        if (tests == null) {
            System.clearProperty("test");
        } else {
            System.setProperty("test", tests);
        }
    }

    @AfterEach
    void delete() throws IOException {
        filter(filter);
        try (Stream<Path> files = Files.walk(goldens)) {
            files.sorted(Comparator.reverseOrder()).forEach(GoldenRunTest::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void golden(String path) throws IOException {
        Path file = goldens.resolve(path);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, "{}");
    }

    /** What a run says of goldens that no test asked for; it says so by failing. */
    private Optional<String> run(DiscoverySelector... selectors) {
        return EngineTestKit.engine("junit-jupiter")
                .enableImplicitConfigurationParameters(false)
                .configurationParameter("clipunit.model", "src/test/resources/tiny-clip/split")
                .configurationParameter("clipunit.golden.dir", goldens.toString())
                .configurationParameter("clipunit.golden.obsolete", "fail")
                .configurationParameter("clipunit.report.run", run)
                .selectors(selectors)
                .execute()
                .containerEvents()
                .failed()
                .filter(event -> event.getTestDescriptor().getParent().isEmpty())
                .map(Event::getPayload)
                .flatMap(payload -> ((TestExecutionResult) payload.orElseThrow()).getThrowable().stream())
                .map(thrown -> String.valueOf(rootOf(thrown).getMessage()))
                .findFirst();
    }

    private static Throwable rootOf(Throwable thrown) {
        return Optional.ofNullable(Throwables.getRootCause(thrown)).orElse(thrown);
    }

    private String shown() {
        return Path.of("").toAbsolutePath().relativize(goldens.toAbsolutePath()).toString();
    }

    private String notice(String... paths) {
        return NOTICE.formatted(paths.length)
                + Stream.of(paths).map(path -> "\n  " + shown() + "/" + path).collect(Collectors.joining());
    }

    @Test
    void should_list_what_a_class_that_ran_as_a_whole_no_longer_asks_for() throws IOException {
        CompiledTests tests = CompiledTests.in(classes, FOX, OWL);
        assertThat(run(selectClass(tests.type("FoxTest"))))
                .contains(notice("com.acme.FoxTest$Snow/old.json", "com.acme.FoxTest/old.json"));
        assertThat(goldens.resolve("com.acme.FoxTest/old.json")).exists();
    }

    @Test
    void should_list_the_answers_of_judges_that_no_test_asks_for_any_more() throws IOException {
        golden("com.acme.OwlTest/answers/is-it-an-owl-01234567--0123456789ab.json");
        CompiledTests tests = CompiledTests.in(classes, OWL);
        assertThat(run(selectClass(tests.type("OwlTest"))))
                .contains(notice(
                        "com.acme.OwlTest/answers/is-it-an-owl-01234567--0123456789ab.json",
                        "com.acme.OwlTest/old.json"));
    }

    @Test
    void should_leave_nothing_behind_where_there_are_no_goldens() throws IOException {
        goldens = goldens.resolve("none");
        CompiledTests tests = CompiledTests.in(classes, OWL.replace("OwlTest", "QuietTest"));
        List<Path> before = listedRuns();
        assertThat(run(selectClass(tests.type("QuietTest")))).isEmpty();
        assertThat(listedRuns()).isEqualTo(before);
        goldens = goldens.resolveSibling("");
    }

    /** What runs left of which files they listed. */
    private static List<Path> listedRuns() throws IOException {
        Path folder = Path.of("target/clipunit/goldens/listed");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> runs = Files.list(folder)) {
            return runs.sorted().toList();
        }
    }

    @Test
    void should_load_no_class_that_did_not_run() throws IOException {
        CompiledTests tests = CompiledTests.in(classes, FOX, OWL, "class Helper {}");
        assertThat(run(selectClass(tests.type("FoxTest")))).isPresent();
        assertThat(tests.loaded()).containsExactly("com.acme.FoxTest", "com.acme.FoxTest$Snow");
    }

    @Test
    void should_decide_nothing_of_a_test_that_was_left_out() throws IOException {
        golden("com.acme.FoxTest/paints-2.json");
        golden("com.acme.FoxTest/sits.json");
        golden("com.acme.FoxTest/named/any.json");
        String two = FOX.replaceFirst("@Test", "@Test void sits() {} @Test");
        CompiledTests tests = CompiledTests.in(classes, two);
        assertThat(run(selectMethod(tests.type("FoxTest"), "paints")))
                .contains(notice("com.acme.FoxTest/old.json", "com.acme.FoxTest/paints-2.json"));
        run += " whole";
        assertThat(run(selectClass(tests.type("FoxTest"))))
                .contains(notice(
                        "com.acme.FoxTest$Snow/old.json",
                        "com.acme.FoxTest/named/any.json",
                        "com.acme.FoxTest/old.json",
                        "com.acme.FoxTest/paints-2.json",
                        "com.acme.FoxTest/sits.json"));
    }

    @Test
    void should_excuse_tests_that_were_disabled_aborted_or_failed_and_judge_the_others() throws IOException {
        golden("com.acme.OwlTest/sleeps.json");
        golden("com.acme.OwlTest/hoots-2.json");
        golden("com.acme.OwlTest/named/any.json");
        Map<String, String> states = Map.of(
                "@Disabled(\"later\") @Test void sleeps() {}",
                "is disabled: later",
                "@org.junit.jupiter.api.condition.EnabledIfSystemProperty(named = \"never\", matches = \"set\")"
                        + " @Test void sleeps() {}",
                "is disabled: System property [never] does not exist",
                "@Test void sleeps() { Assumptions.abort(); }",
                "failed or was aborted",
                "@Test void sleeps() { Assertions.fail(); }",
                "failed or was aborted");
        for (Map.Entry<String, String> state : states.entrySet()) {
            run += ".";
            CompiledTests tests = CompiledTests.in(classes, OWL.replace("hoots() {}", "hoots() {} " + state.getKey()));
            assertThat(run(selectClass(tests.type("OwlTest"))))
                    .as(state.getKey())
                    .contains(notice("com.acme.OwlTest/hoots-2.json", "com.acme.OwlTest/old.json")
                            + "\nGoldens that no test has used so far, but one still may:\n  "
                            + shown() + "/com.acme.OwlTest/named/any.json: test [sleeps] " + state.getValue());
        }
    }

    @Test
    void should_decide_nothing_of_a_test_of_which_single_invocations_were_picked() throws IOException {
        golden("com.acme.OwlTest/hoots--repetition-3-of-3-0123abcd.json");
        CompiledTests tests = CompiledTests.in(classes, OWL.replace("@Test", "@RepeatedTest(3)"));
        Class<?> owl = tests.type("OwlTest");
        String gone = notice("com.acme.OwlTest/old.json");
        assertThat(run(selectIteration(selectMethod(owl, "hoots"), 0))).contains(gone);
        run += " again";
        assertThat(run(selectIteration(selectMethod(owl, "hoots"), 1, 2))).contains(gone);
        run += " and again";
        assertThat(run(selectClass(owl)))
                .contains(
                        notice("com.acme.OwlTest/hoots--repetition-3-of-3-0123abcd.json", "com.acme.OwlTest/old.json"));
    }

    @Test
    void should_add_up_the_attempts_of_a_run_that_repeats_failed_tests() throws IOException {
        golden("com.acme.FoxTest/paints-2.json");
        String flaky = FOX.replaceFirst(
                "void paints\\(\\) \\{",
                "void sits() { if (Boolean.getBoolean(\"fox.fails\")) Assertions.fail(); } @Test void paints() {");
        CompiledTests tests = CompiledTests.in(classes, flaky);
        golden("com.acme.FoxTest/sits.json");
        golden("com.acme.FoxTest/cassettes/fox.bin");
        golden("com.acme.FoxTest/cassettes/wolf.bin");
        System.setProperty("fox.fails", "true");
        try {
            assertThat(run(selectClass(tests.type("FoxTest"))))
                    .get()
                    .asString()
                    .startsWith(notice(
                            "com.acme.FoxTest$Snow/old.json",
                            "com.acme.FoxTest/old.json",
                            "com.acme.FoxTest/paints-2.json"));
        } finally {
            System.clearProperty("fox.fails");
        }
        assertThat(run(selectMethod(tests.type("FoxTest"), "sits"))).contains(notice("com.acme.FoxTest/sits.json"));
    }

    @Test
    void should_list_the_goldens_of_a_class_that_is_gone_once_a_run() throws IOException {
        CompiledTests tests = CompiledTests.in(classes, OWL, FOX);
        tests.delete("FoxTest");
        tests.delete("FoxTest$Snow");
        filter(null);
        golden("com.acme.F-chse-0123abcd/old.json"); // altered for file systems: nobody knows its class
        assertThat(run(selectClass(tests.type("OwlTest"))))
                .contains(notice(
                        "com.acme.FoxTest$Snow/old.json", "com.acme.FoxTest/old.json", "com.acme.OwlTest/old.json"));
        assertThat(run(selectClass(tests.type("OwlTest")))).isEmpty();
    }

    @Test
    void should_decide_nothing_of_a_class_that_is_gone_where_the_run_was_filtered() throws IOException {
        CompiledTests tests = CompiledTests.in(classes, OWL);
        assertThat(run(selectClass(tests.type("OwlTest")))).contains(notice("com.acme.OwlTest/old.json"));
    }

    @Test
    void should_decide_nothing_of_a_class_that_is_there_and_did_not_run() throws IOException {
        filter(null);
        CompiledTests tests = CompiledTests.in(classes, FOX, "class OwlTest { static final int X = 1 / 0; }");
        assertThat(run(selectClass(tests.type("FoxTest"))).orElseThrow()).doesNotContain("OwlTest");
    }

    @Test
    void should_say_that_nested_tests_of_a_base_run_as_those_of_many_and_judge_the_others() throws IOException {
        golden("com.acme.BaseTest$Snow/old.json");
        golden("com.acme.BirdTest/old.json");
        String base = FOX.replace("@Test\n    void paints", "void paints")
                .replace("class FoxTest", "abstract class BaseTest");
        CompiledTests tests =
                CompiledTests.in(classes, base, FOX, OWL, "class BirdTest extends BaseTest { @Test void flies() {} }");
        assertThat(run(selectClass(tests.type("BirdTest"))))
                .contains(notice("com.acme.BirdTest/old.json")
                        + "\nGoldens that no test has used so far, but one still may:\n  "
                        + shown()
                        + "/com.acme.BaseTest$Snow/old.json: its tests run for every class that extends the"
                        + " enclosing class, and it is not known which classes do");
    }

    @Test
    void should_know_the_tests_of_a_class_that_registers_the_extension_itself() throws IOException {
        String registered =
                OWL.replace("@ClipTest", "@org.junit.jupiter.api.extension.ExtendWith(ClipExtension.class)");
        CompiledTests tests = CompiledTests.in(classes, registered, FOX);
        assertThat(run(selectClass(tests.type("OwlTest")))).contains(notice("com.acme.OwlTest/old.json"));
    }

    @Test
    void should_know_the_tests_of_a_class_with_an_annotation_of_its_own() throws IOException {
        CompiledTests tests = CompiledTests.in(classes, FOX, """
                @OwlTest.Clip
                class OwlTest {
                    @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
                    @ClipTest
                    @interface Clip {}
                    @Test
                    void hoots() {}
                }
                """);
        assertThat(run(selectClass(tests.type("OwlTest")))).contains(notice("com.acme.OwlTest/old.json"));
    }

    @Test
    void should_leave_out_tests_that_the_extension_never_sees() throws IOException {
        golden("com.acme.OwlTest/named/any.json");
        String mixed = OWL.replace("@ClipTest", "").replace("@Test", "@Test void plain() {} @ClipTest @Test");
        CompiledTests tests = CompiledTests.in(classes, mixed, FOX);
        assertThat(run(selectClass(tests.type("OwlTest"))))
                .contains(notice("com.acme.OwlTest/named/any.json", "com.acme.OwlTest/old.json"));
    }

    @Test
    void should_know_the_tests_of_an_annotation_of_ones_own_and_those_of_an_abstract_base() throws IOException {
        golden("com.acme.OwlTest/flies.json");
        golden("com.acme.OwlTest/glides.json");
        golden("com.acme.OwlTest/named/any.json");
        CompiledTests tests = CompiledTests.in(
                classes, FOX, """
                @ClipTest
                abstract class BirdTest {
                    @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
                    @Test
                    @interface Flight {}
                    @Flight
                    void flies() {}
                    @Disabled @Flight
                    void glides() {}
                }
                """, OWL.replace("@ClipTest", "").replace("OwlTest", "OwlTest extends BirdTest"));
        assertThat(run(selectClass(tests.type("OwlTest"))).orElseThrow())
                .startsWith(notice("com.acme.OwlTest/flies.json", "com.acme.OwlTest/old.json"))
                .contains("com.acme.OwlTest/named/any.json: test [glides] is disabled: ");
    }
}
