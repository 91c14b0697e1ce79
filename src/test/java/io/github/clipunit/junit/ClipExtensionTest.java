package io.github.clipunit.junit;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.run.TestScope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.OutputDirectoryCreator;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs test classes as JUnit does; they are nested, static and named so that no build picks them up by itself. */
class ClipExtensionTest {

    private static final ClipImage CAT = ClipImage.of(Path.of("src/test/resources/pictures/cat.png"));
    private static final Set<ClipScorer> SEEN = ConcurrentHashMap.newKeySet();
    private static final Set<String> INVOCATIONS = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void forget() {
        SEEN.clear();
        INVOCATIONS.clear();
    }

    private static EngineExecutionResults run(Map<String, String> parameters, Class<?>... classes) {
        EngineTestKit.Builder builder =
                EngineTestKit.engine("junit-jupiter").enableImplicitConfigurationParameters(false);
        for (Class<?> type : classes) {
            builder.selectors(selectClass(type));
        }
        return builder.configurationParameters(parameters).execute();
    }

    private static EngineExecutionResults run(Class<?>... classes) {
        return run(Map.of(), classes);
    }

    @Test
    void should_share_one_scorer_across_all_kinds_of_tests_and_close_it_at_the_end() {
        EngineExecutionResults results = run(AllKinds.class, OtherClass.class);
        results.testEvents().assertStatistics(stats -> stats.started(9).succeeded(9));
        assertThat(SEEN.stream().map(ClipScorer::toString).distinct()).hasSize(1);
        assertThat(SEEN.iterator().next()).satisfies(scorer -> assertThat(catchThrowable(() -> scorer.embed("a cat")))
                .hasMessage("this scorer of model [pictogram] is closed: close it later, or open another"));
    }

    @Test
    void should_share_one_scorer_across_parallel_tests() {
        Map<String, String> parallel = Map.of(
                "junit.jupiter.execution.parallel.enabled", "true",
                "junit.jupiter.execution.parallel.mode.default", "concurrent",
                "junit.jupiter.execution.parallel.config.strategy", "fixed",
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "4");
        run(parallel, AllKinds.class, OtherClass.class).testEvents().assertStatistics(stats -> stats.succeeded(9));
        assertThat(SEEN.stream().map(ClipScorer::toString).distinct()).hasSize(1);
    }

    @Test
    void should_share_one_scorer_across_the_runs_of_a_session() {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .enableImplicitConfigurationParameters(false)
                .selectors(selectClass(OtherClass.class))
                .build();
        try (LauncherSession session = LauncherFactory.openSession()) {
            session.getLauncher().execute(request);
            session.getLauncher().execute(request);
            assertThat(SEEN.stream().map(ClipScorer::toString).distinct()).hasSize(1);
            assertThat(SEEN)
                    .allSatisfy(scorer -> assertThat(scorer.embed("a cat")).isNotNull());
        }
        assertThat(catchThrowable(() -> SEEN.iterator().next().embed("a cat")))
                .hasMessageEndingWith("is closed: close it later, or open another");
    }

    @Test
    void should_tell_the_invocations_of_a_parameterized_class_apart() {
        run(Sized.class).testEvents().assertStatistics(stats -> stats.succeeded(6));
        assertThat(INVOCATIONS)
                .containsExactlyInAnyOrder(
                        "size 1",
                        "size 1, [1] red",
                        "size 1, [2] blue",
                        "size 2",
                        "size 2, [1] red",
                        "size 2, [2] blue");
    }

    @Test
    void should_embed_a_picture_and_a_prompt_once_however_often_tests_ask() {
        run(AsksTwice.class).testEvents().assertStatistics(stats -> stats.started(1)
                .succeeded(1));
    }

    @Test
    void should_fail_a_test_that_left_a_check_unfinished() {
        run(Unfinished.class)
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                finishedWithFailure(
                                        instanceOf(AssertionError.class),
                                        message(
                                                text -> text.startsWith(
                                                        "never checked: matchesPrompt(\"an icon of a cat\") (ClipExtensionTest.java:")))));
    }

    @Test
    void should_tell_the_failure_itself_where_pictures_cannot_be_attached() {
        run(Failing.class)
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(
                                instanceOf(AssertionError.class),
                                message(text -> text.contains("Expecting CLIP score of:")))));
    }

    @Test
    void should_attach_the_pictures_of_a_failure(@TempDir Path folder) {
        EngineTestKit.engine("junit-jupiter")
                .enableImplicitConfigurationParameters(false)
                .outputDirectoryCreator(new OneFolder(folder))
                .selectors(selectClass(Failing.class))
                .execute();
        Path attached = folder.resolve(CAT.sha256().substring(0, 12) + ".png");
        assertThat(ClipImage.of(attached)).isEqualTo(CAT);
    }

    @Test
    void should_publish_scores_as_report_entries() {
        List<ReportEntry> entries = run(Passing.class)
                .allEvents()
                .reportingEntryPublished()
                .map(entry -> entry.getRequiredPayload(ReportEntry.class))
                .toList();
        assertThat(entries).hasSize(1);
        assertThat(entries.get(0).getKeyValuePairs())
                .containsEntry("clip.check", "CLIP score above")
                .containsEntry("clip.verdict", "passed")
                .containsEntry("clip.prompt", "an icon of a cat")
                .containsEntry("clip.model", "pictogram")
                .containsEntry("clip.measured", "CLIP score")
                .containsEntry("clip.relation", "above")
                .containsEntry("clip.wanted", "0.280000")
                .containsKey("clip.found")
                .containsKey("clip.score");
    }

    @Test
    void should_choose_the_model_by_the_nearest_annotation_or_the_setting() {
        run(TwoModels.class).testEvents().assertStatistics(stats -> stats.started(3)
                .succeeded(3));
        run(Map.of("clipunit.model", "pictogram"), Default.class)
                .testEvents()
                .assertStatistics(stats -> stats.succeeded(1));
    }

    @Test
    void should_name_the_ways_to_get_a_model_that_is_not_there() {
        run(Map.of("clipunit.model", "no/such-model"), Default.class)
                .allEvents()
                .assertThatEvents()
                .haveAtLeast(
                        1,
                        event(finishedWithFailure(message(text -> text.contains("[no/such-model]")
                                && text.contains("clipunit.model")
                                && text.contains("pictogram")))));
    }

    @Test
    void should_refuse_a_setting_that_cannot_be_read() {
        run(Map.of("clipunit.threads", "many"), Passing.class)
                .allEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(
                                instanceOf(ExtensionConfigurationException.class),
                                message(
                                        "clipunit.threads = [many] (configuration parameter) cannot be read: choose a whole"
                                                + " number from 0 to 1024"))));
    }

    private record OneFolder(Path getRootDirectory) implements OutputDirectoryCreator {
        @Override
        public Path createOutputDirectory(TestDescriptor test) {
            return getRootDirectory;
        }
    }

    @ClipTest(model = "pictogram")
    static class AllKinds {

        private final ClipScorer constructed;

        AllKinds(ClipScorer clip) {
            constructed = clip;
        }

        @BeforeAll
        static void beforeAll(ClipScorer clip) {
            SEEN.add(clip);
            assertThat(CAT).matchesPrompt("an icon of a cat").withClipScoreAbove(0.28);
        }

        @BeforeEach
        void beforeEach(ClipScorer clip) {
            SEEN.add(clip);
        }

        @AfterAll
        static void afterAll(ClipScorer clip) {
            SEEN.add(clip);
        }

        @Test
        void plain(ClipScorer clip) {
            assertThat(clip).hasToString(constructed.toString());
        }

        @Test
        void onOtherThreads(ClipScorer clip) {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(60),
                    () -> assertThat(CAT).matchesPrompt("an icon of a cat").withClipScoreAbove(0.28));
            IntStream.range(0, 8).parallel().forEach(i -> assertThat(CAT)
                    .scoredBy(clip)
                    .matchesPrompt("an icon of a cat")
                    .withClipScoreAbove(0.28));
        }

        @ParameterizedTest
        @ValueSource(strings = {"an icon of a cat", "a cat"})
        void parameterized(String prompt, ClipScorer clip) {
            SEEN.add(clip);
            assertThat(CAT).matchesPrompt(prompt).withClipScoreAbove(0.1);
        }

        @RepeatedTest(2)
        void repeated(ClipScorer clip) {
            SEEN.add(clip);
        }

        @Nested
        class Inner {
            @Test
            void nested(ClipScorer clip) {
                assertThat(clip).hasToString(constructed.toString());
                assertThat(CAT).matchesPrompt("an icon of a cat").withClipScoreAbove(0.28);
            }
        }
    }

    static class OtherClass {

        @ClipTest(model = "pictogram")
        @Test
        void annotatedMethod(ClipScorer clip) {
            SEEN.add(clip);
            assertThat(CAT).matchesPrompt("an icon of a cat").withClipScoreAbove(0.28);
        }

        @ClipTest(model = "pictogram")
        @Test
        void another(ClipScorer clip) {
            SEEN.add(clip);
        }
    }

    @ClipTest(model = "pictogram")
    static class Passing {
        @Test
        void passes() {
            assertThat(CAT).matchesPrompt("an icon of a cat").withClipScoreAbove(0.28);
        }
    }

    @ClipTest(model = "pictogram")
    @ParameterizedClass(name = "size {0}")
    @ValueSource(ints = {1, 2})
    static class Sized {

        @Parameter
        int size;

        @Test
        void plain() {
            note();
        }

        @ParameterizedTest(name = "[{index}] {0}")
        @ValueSource(strings = {"red", "blue"})
        void coloured(String colour) {
            note();
        }

        private static void note() {
            INVOCATIONS.add(
                    TestScope.current().orElseThrow().identity().invocation().orElse("none"));
        }
    }

    @ClipTest(model = "pictogram")
    static class AsksTwice {
        @Test
        void asks(ClipScorer clip) {
            assertThat(CAT).matchesPrompt("an icon of a cat").withClipScoreAbove(0.28);
            assertThat(clip.embed(CAT)).isSameAs(clip.embed(ClipImage.of(CAT.toBufferedImage())));
            assertThat(clip.embed("an icon of a cat")).isSameAs(clip.embed("an icon of a cat"));
        }
    }

    @ClipTest(model = "pictogram")
    static class Failing {
        @Test
        void fails() {
            assertThat(CAT).matchesPrompt("an icon of a cat").withClipScoreAbove(1);
        }
    }

    @ClipTest(model = "pictogram")
    static class Unfinished {
        @Test
        @SuppressWarnings("CheckReturnValue") // that is the mistake
        void forgets() {
            var unused = assertThat(CAT).matchesPrompt("an icon of a cat");
        }
    }

    @ClipTest
    static class Default {
        @Test
        void uses(ClipScorer clip) {
            assertThat(clip.model().id()).isEqualTo("pictogram");
        }
    }

    @ClipTest(model = "src/test/resources/tiny-clip/split")
    static class TwoModels {
        @Test
        void classModel(ClipScorer clip) {
            assertThat(clip.model().id()).isEqualTo("src/test/resources/tiny-clip/split");
        }

        @ClipTest(model = "pictogram")
        @Test
        void methodModel(ClipScorer clip) {
            assertThat(clip.model().id()).isEqualTo("pictogram");
            assertThat(CAT).matchesPrompt("an icon of a cat").withClipScoreAbove(0.28);
        }

        @Nested
        class Inner {
            @Test
            void enclosingModel(ClipScorer clip) {
                assertThat(clip.model().id()).isEqualTo("src/test/resources/tiny-clip/split");
            }
        }
    }
}
