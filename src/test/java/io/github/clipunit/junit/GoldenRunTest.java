package io.github.clipunit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectIteration;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.util.Throwables;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs made-up test classes, each with a golden more than its tests ask for, and looks at what the run says of these. */
class GoldenRunTest {

    /** Asks for {@code cassettes/fox.bin}. */
    private static final String FOX = """
            @ClipTest
            class FoxTest {
                @Test
                void paints() {
                    PictureCassette.record("fox", () -> new byte[] {1});
                }
                @Nested
                class Snow {
                    @Test
                    void falls() {
                        PictureCassette.record("snow", () -> new byte[] {1});
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
            "Goldens that no test asked for: %s. They were kept; delete them if their tests" + " are gone for good.";

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

    private String notice(String... paths) {
        String shown = Path.of("")
                .toAbsolutePath()
                .relativize(goldens.toAbsolutePath())
                .toString();
        return NOTICE.formatted(paths.length)
                + Stream.of(paths).map(path -> "\n  " + shown + "/" + path).collect(Collectors.joining());
    }

    @Test
    void should_list_what_a_class_that_ran_as_a_whole_no_longer_asks_for() throws IOException {
        CompiledTests tests = CompiledTests.in(classes, FOX, OWL);
        assertThat(run(selectClass(tests.type("FoxTest"))))
                .contains(notice("com.acme.FoxTest$Snow/old.json", "com.acme.FoxTest/old.json"));
        assertThat(goldens.resolve("com.acme.FoxTest/old.json")).exists();
    }

    @Test
    void should_leave_nothing_behind_where_there_are_no_goldens() throws IOException {
        goldens = goldens.resolve("none");
        CompiledTests tests = CompiledTests.in(classes, OWL.replace("OwlTest", "QuietTest"));
        List<Path> before = judgedRuns();
        assertThat(run(selectClass(tests.type("QuietTest")))).isEmpty();
        assertThat(judgedRuns()).isEqualTo(before);
        goldens = goldens.resolveSibling("");
    }

    /** What runs left of which classes they judged. */
    private static List<Path> judgedRuns() throws IOException {
        Path folder = Path.of("target/clipunit/goldens/judged");
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
    void should_decide_nothing_of_a_class_of_which_a_test_was_left_out() throws IOException {
        CompiledTests tests = CompiledTests.in(classes, FOX);
        assertThat(run(selectMethod(tests.type("FoxTest"), "paints"))).isEmpty();
    }

    @Test
    void should_decide_nothing_of_a_class_of_which_a_test_was_disabled_aborted_or_failed() throws IOException {
        for (String body : List.of("} @Disabled @Test void sleeps() {", "Assumptions.abort();", "Assertions.fail();")) {
            CompiledTests tests = CompiledTests.in(classes, OWL.replace("hoots() {", "hoots() {" + body));
            assertThat(run(selectClass(tests.type("OwlTest")))).as(body).isEmpty();
        }
    }

    @Test
    void should_decide_nothing_where_single_invocations_were_picked() throws IOException {
        CompiledTests tests = CompiledTests.in(classes, OWL.replace("@Test", "@RepeatedTest(3)"));
        Class<?> owl = tests.type("OwlTest");
        assertThat(run(selectIteration(selectMethod(owl, "hoots"), 0))).isEmpty();
        run += " again";
        assertThat(run(selectIteration(selectMethod(owl, "hoots"), 1, 2))).isEmpty();
        run += " and again";
        assertThat(run(selectClass(owl))).contains(notice("com.acme.OwlTest/old.json"));
    }

    @Test
    void should_not_judge_again_in_one_run_as_failed_tests_are_repeated() throws IOException {
        CompiledTests broken = CompiledTests.in(classes, OWL.replace("{}", "{ Assertions.fail(); }"));
        assertThat(run(selectClass(broken.type("OwlTest")))).isEmpty();
        CompiledTests repaired = CompiledTests.in(classes, OWL);
        assertThat(run(selectClass(repaired.type("OwlTest")))).isEmpty();
        run += " later";
        assertThat(run(selectClass(repaired.type("OwlTest")))).contains(notice("com.acme.OwlTest/old.json"));
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
    void should_decide_nothing_of_an_abstract_base_whose_nested_tests_run_as_anothers() throws IOException {
        golden("com.acme.BaseTest/old.json");
        golden("com.acme.BirdTest/old.json");
        String base = FOX.replace("@Test\n    void paints", "void paints")
                .replace("class FoxTest", "abstract class BaseTest");
        CompiledTests tests =
                CompiledTests.in(classes, base, FOX, OWL, "class BirdTest extends BaseTest { @Test void flies() {} }");
        assertThat(run(selectClass(tests.type("BirdTest")))).contains(notice("com.acme.BirdTest/old.json"));
    }

    @Test
    void should_decide_nothing_of_a_class_whose_annotations_do_not_tell_its_tests() throws IOException {
        String registered =
                OWL.replace("@ClipTest", "@org.junit.jupiter.api.extension.ExtendWith(ClipExtension.class)");
        CompiledTests tests = CompiledTests.in(classes, registered, FOX);
        assertThat(run(selectClass(tests.type("OwlTest")))).isEmpty();
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
    void should_know_the_tests_of_a_class_and_of_those_nested_in_it() {
        Set<String> names = ClassRun.testMethods(Example.class).stream()
                .map(Method::getName)
                .collect(Collectors.toSet());
        assertThat(names).containsExactlyInAnyOrder("plain", "repeated", "nested");
    }

    @Test
    void should_leave_out_tests_that_the_extension_never_sees() {
        assertThat(ClassRun.testMethods(Mixed.class))
                .extracting(Method::getName)
                .containsExactly("covered");
    }

    @ClipTest
    static class Example {
        @Test
        void plain() {}

        @RepeatedTest(2)
        void repeated() {}

        void helper() {}

        @Nested
        class Inner {
            @Test
            void nested() {}
        }
    }

    static class Mixed {
        @ClipTest
        @Test
        void covered() {}

        @Test
        void plain() {}
    }
}
