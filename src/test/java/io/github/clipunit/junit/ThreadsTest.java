package io.github.clipunit.junit;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.image.ClipImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A golden, a scorer and a step belong to the test that asked, whatever the thread, or the call fails. */
class ThreadsTest {

    private static final ClipImage GRAY = ClipImage.of(new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY));
    private static final Map<String, String> TOLD = new ConcurrentHashMap<>();
    private static final int REPETITIONS = Integer.getInteger("test.repetitions", 5);

    private static final String NO_TEST =
            "there is no current CLIP scorer, because this code belongs to no test: put @ClipTest on the test class"
                    + " or method; on a thread that a test starts, pass the test method's ClipScorer parameter to"
                    + " assertThat(image).scoredBy(scorer)";

    @TempDir
    private Path goldens;

    /** Scores a prompt by the number at its end, so that each test has a golden of its own. */
    private static ClipExtension scorer() {
        return ClipExtension.scoredBy(ClipScorer.of(
                        "numbers-1", (image, prompt) -> Integer.parseInt(prompt.replaceAll("\\D", "")) / 1000.0))
                .withListener((test, check) -> TOLD.put(
                        String.valueOf(check.prompt()),
                        test.selector()
                                + test.invocation().map(name -> " " + name).orElse("")));
    }

    private EngineExecutionResults run(boolean parallel, Class<?>... classes) {
        return EngineTestKit.engine("junit-jupiter")
                .enableImplicitConfigurationParameters(false)
                .selectors(
                        Stream.of(classes).map(DiscoverySelectors::selectClass).toArray(DiscoverySelector[]::new))
                .configurationParameters(Map.of(
                        "clipunit.golden.dir", goldens.toString(),
                        "junit.jupiter.execution.parallel.enabled", String.valueOf(parallel),
                        "junit.jupiter.execution.parallel.mode.default", "concurrent",
                        "junit.jupiter.execution.parallel.config.strategy", "fixed",
                        "junit.jupiter.execution.parallel.config.fixed.parallelism", "4"))
                .execute();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(goldens)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .map(file -> goldens.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static String folder(Class<?> type) {
        return type.getName();
    }

    /** Dynamic tests with a golden each; the first run records, the second holds against what the first recorded. */
    @Test
    void should_keep_the_goldens_of_dynamic_tests_apart_in_parallel_runs() throws IOException {
        List<String> expected = Stream.of(DynA.class, DynB.class, DynC.class)
                .flatMap(type -> IntStream.range(0, 6)
                        .mapToObj(i -> folder(type) + "/paints--" + (i < 4 ? "sign-" : "more-sign-") + i + ".json"))
                .sorted()
                .toList();
        for (int i = 0; i < REPETITIONS; i++) {
            run(true, DynA.class, DynB.class, DynC.class).testEvents().assertStatistics(stats -> stats.succeeded(19)
                    .failed(0));
            assertThat(files().stream().map(name -> name.replaceAll("-[0-9a-f]{8}\\.json$", ".json")))
                    .containsExactlyInAnyOrderElementsOf(expected);
            run(true, DynA.class, DynB.class, DynC.class).testEvents().assertStatistics(stats -> stats.succeeded(19)
                    .failed(0));
        }
    }

    private static Stream<DynamicNode> signs(int first) {
        Stream<DynamicTest> plain = IntStream.range(0, 4).mapToObj(i -> sign(first, i));
        Stream<DynamicTest> more = IntStream.range(4, 6).mapToObj(i -> sign(first, i));
        return Stream.concat(plain, Stream.of(dynamicContainer("more", more)));
    }

    private static DynamicTest sign(int first, int i) {
        return dynamicTest(
                "sign " + i,
                () -> assertThat(GRAY).matchesPrompt("sign " + (first + i)).hasNotRegressed());
    }

    static class DynA {
        @RegisterExtension
        static final ClipExtension CLIP = scorer();

        @TestFactory
        Stream<DynamicNode> paints() {
            return signs(100);
        }

        @Test
        void paints_a_plain_one() {
            assertThat(GRAY).matchesPrompt("sign 199").withClipScoreAbove(0.1);
        }
    }

    static class DynB {
        @RegisterExtension
        static final ClipExtension CLIP = scorer();

        @TestFactory
        Stream<DynamicNode> paints() {
            return signs(200);
        }
    }

    static class DynC {
        @RegisterExtension
        static final ClipExtension CLIP = scorer();

        @TestFactory
        Stream<DynamicNode> paints() {
            return signs(300);
        }
    }

    @Test
    void should_tell_a_dynamic_test_by_its_name_and_fail_the_one_that_left_a_check_unfinished() {
        TOLD.clear();
        run(false, Dynamic.class)
                .testEvents()
                .assertStatistics(stats -> stats.succeeded(1).failed(1))
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(message(text ->
                                text.startsWith("never checked: matchesPrompt(\"sign 402\") (ThreadsTest.java:")))));
        assertThat(TOLD).containsExactly(Map.entry("sign 401", "ThreadsTest$Dynamic#makes all, checks"));
    }

    static class Dynamic {
        @RegisterExtension
        static final ClipExtension CLIP = scorer();

        @TestFactory
        @SuppressWarnings({"CheckReturnValue", "ResultOfMethodCallIgnored"})
        DynamicNode makes() {
            return dynamicContainer(
                    "all",
                    Stream.of(
                            dynamicTest("checks", () -> assertThat(GRAY)
                                    .matchesPrompt("sign 401")
                                    .withClipScoreAbove(0.1)),
                            dynamicTest("forgets", () -> {
                                assertThat(GRAY).matchesPrompt("sign 402");
                            })));
        }
    }

    @Test
    void should_follow_a_test_onto_the_threads_that_junit_s_timeouts_make() throws IOException {
        TOLD.clear();
        run(true, Timed.class).testEvents().assertStatistics(stats -> stats.succeeded(2)
                .failed(0));
        assertThat(TOLD)
                .containsOnly(
                        Map.entry("sign 501", "ThreadsTest$Timed#on_a_thread_of_its_own"),
                        Map.entry("sign 511", "ThreadsTest$Timed#on_a_thread_of_its_own"),
                        Map.entry("sign 502", "ThreadsTest$Timed#preemptively"),
                        Map.entry("sign 512", "ThreadsTest$Timed#preemptively"));
        assertThat(files())
                .containsExactly(
                        folder(Timed.class) + "/on_a_thread_of_its_own.json",
                        folder(Timed.class) + "/preemptively.json");
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class Timed {
        @RegisterExtension
        static final ClipExtension CLIP = scorer();

        @Test
        @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
        void on_a_thread_of_its_own() {
            assertThat(GRAY).matchesPrompt("sign 501").hasNotRegressed();
            assertThat(GRAY).matchesPrompt("sign 511").withClipScoreAbove(0.1);
        }

        @Test
        void preemptively(ClipScorer clip) {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(60),
                    () -> assertThat(GRAY).matchesPrompt("sign 502").hasNotRegressed());
            assertTimeoutPreemptively(Duration.ofSeconds(60), () -> assertThat(GRAY)
                    .scoredBy(clip)
                    .matchesPrompt("sign 512")
                    .withClipScoreAbove(0.1));
        }
    }

    /** Sequential and parallel alike: JUnit's own threads are a pool, which runs other tests' tasks as they wait. */
    @Test
    void should_refuse_threads_of_the_test_s_own_and_name_the_way_out_which_works() throws IOException {
        for (boolean parallel : List.of(false, true)) {
            TOLD.clear();
            run(parallel, OwnThreads.class)
                    .testEvents()
                    .assertStatistics(stats -> stats.succeeded(3).failed(4))
                    .assertThatEvents()
                    .haveExactly(2, event(finishedWithFailure(message(NO_TEST))))
                    .haveExactly(
                            1,
                            event(finishedWithFailure(message("goldens without a name are numbered in the order in"
                                    + " which their test uses them, but [ThreadsTest$OwnThreads#has_a_golden_without_a_name]"
                                    + " uses one on a thread that it started, where the order is not fixed:"
                                    + " name the golden with hasNotRegressedFrom(name)"))))
                    .haveExactly(
                            1,
                            event(finishedWithFailure(message(text -> text.startsWith(
                                    "never checked: matchesPrompt(\"sign 690\") (ThreadsTest.java:")))));
            assertThat(TOLD)
                    .containsEntry("sign 610", "ThreadsTest$OwnThreads#names_its_scorer_in_a_stream")
                    .containsEntry("sign 631", "ThreadsTest$OwnThreads#names_its_scorer_in_a_stream")
                    .containsEntry("sign 650", "ThreadsTest$OwnThreads#names_its_scorer_in_a_future")
                    .containsEntry("sign 651", "ThreadsTest$OwnThreads#names_its_scorer_in_a_thread");
            assertThat(files()).containsExactly(folder(OwnThreads.class) + "/named/future.json");
        }
    }

    static class OwnThreads {
        @RegisterExtension
        static final ClipExtension CLIP = scorer();

        /** Pools wrap what their tasks throw. */
        private static void unwrapped(Runnable tasks) throws Throwable {
            try {
                tasks.run();
            } catch (RuntimeException e) {
                Throwable cause = e;
                while (cause.getCause() != null) {
                    cause = cause.getCause();
                }
                throw cause;
            }
        }

        @Test
        void names_no_scorer_in_a_stream() throws Throwable {
            unwrapped(() -> IntStream.range(0, 32)
                    .parallel()
                    .forEach(i -> assertThat(GRAY).matchesPrompt("sign 660").withClipScoreAbove(0.1)));
        }

        @Test
        void names_no_scorer_in_a_future() throws Throwable {
            unwrapped(() -> CompletableFuture.runAsync(
                            () -> assertThat(GRAY).matchesPrompt("sign 661").withClipScoreAbove(0.1))
                    .join());
        }

        @Test
        void has_a_golden_without_a_name(ClipScorer clip) throws Throwable {
            unwrapped(() -> CompletableFuture.runAsync(() -> assertThat(GRAY)
                            .scoredBy(clip)
                            .matchesPrompt("sign 662")
                            .hasNotRegressed())
                    .join());
        }

        @Test
        void forgets_a_check_in_a_future(ClipScorer clip) {
            CompletableFuture.supplyAsync(() -> assertThat(GRAY).scoredBy(clip).matchesPrompt("sign 690"))
                    .join();
        }

        @Test
        void names_its_scorer_in_a_stream(ClipScorer clip) {
            IntStream.range(610, 632).parallel().forEach(i -> assertThat(GRAY)
                    .scoredBy(clip)
                    .matchesPrompt("sign " + i)
                    .withClipScoreAbove(0.1));
        }

        @Test
        void names_its_scorer_in_a_future(ClipScorer clip) {
            CompletableFuture.runAsync(() -> assertThat(GRAY)
                            .scoredBy(clip)
                            .matchesPrompt("sign 650")
                            .hasNotRegressedFrom("future"))
                    .join();
        }

        @Test
        void names_its_scorer_in_a_thread(ClipScorer clip) throws InterruptedException {
            Thread thread = new Thread(() ->
                    assertThat(GRAY).scoredBy(clip).matchesPrompt("sign 651").withClipScoreAbove(0.1));
            thread.start();
            thread.join();
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void should_treat_virtual_threads_as_other_threads_of_the_test_s_own() {
        TOLD.clear();
        run(false, OnVirtualThreads.class)
                .testEvents()
                .assertStatistics(stats -> stats.succeeded(1).failed(1))
                .assertThatEvents()
                .haveExactly(1, event(finishedWithFailure(message(NO_TEST))));
        assertThat(TOLD).containsExactly(Map.entry("sign 802", "ThreadsTest$OnVirtualThreads#names_its_scorer"));
    }

    static class OnVirtualThreads {
        @RegisterExtension
        static final ClipExtension CLIP = scorer();

        private static void inVirtualThread(Runnable task) throws Throwable {
            try (AutoCloseable pool = (AutoCloseable)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null)) {
                OwnThreads.unwrapped(
                        () -> CompletableFuture.runAsync(task, (Executor) pool).join());
            }
        }

        @Test
        void names_none() throws Throwable {
            inVirtualThread(() -> assertThat(GRAY).matchesPrompt("sign 801").withClipScoreAbove(0.1));
        }

        @Test
        void names_its_scorer(ClipScorer clip) throws Throwable {
            inVirtualThread(() ->
                    assertThat(GRAY).scoredBy(clip).matchesPrompt("sign 802").withClipScoreAbove(0.1));
        }
    }

    @Test
    void should_give_a_class_without_the_annotation_the_same_error_whatever_ran_before_it() {
        for (boolean parallel : List.of(false, true)) {
            run(parallel, Unannotated.class)
                    .testEvents()
                    .assertThatEvents()
                    .haveExactly(3, event(finishedWithFailure(message(NO_TEST))));
            run(parallel, DynA.class, Unannotated.class, Timed.class)
                    .testEvents()
                    .assertThatEvents()
                    .haveExactly(3, event(finishedWithFailure(message(NO_TEST))));
        }
    }

    static class Unannotated {
        @BeforeEach
        void before() {}

        @Test
        @SuppressWarnings({"CheckReturnValue", "ResultOfMethodCallIgnored"})
        void forgets_its_check() {
            assertThat(GRAY).matchesPrompt("sign 701");
        }

        @Test
        void checks() {
            assertThat(GRAY).matchesPrompt("sign 702").withClipScoreAbove(0.1);
        }

        @TestFactory
        DynamicTest makes() {
            return dynamicTest(
                    "one", () -> assertThat(GRAY).matchesPrompt("sign 703").withClipScoreAbove(0.1));
        }

        @AfterEach
        void after() {}
    }
}
