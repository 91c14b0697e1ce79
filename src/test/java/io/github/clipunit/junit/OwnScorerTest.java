package io.github.clipunit.junit;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.suppressed;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.clipunit.CircleScorer;
import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScore;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.Logits;
import io.github.clipunit.Preprocessing;
import io.github.clipunit.PromptReading;
import io.github.clipunit.check.Check;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.run.TestIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs test classes that bring their scorer; they are nested, static and named so that no build picks them up by itself. */
class OwnScorerTest {

    private static final ClipImage FOX = CircleScorer.picture(0);
    private static final List<String> TOLD = Collections.synchronizedList(new ArrayList<>());
    private static final AtomicBoolean IS_CLOSED = new AtomicBoolean();
    private static final ClipScorer OWN = new Own("own-1");
    private static final ClipScorer OTHER = new Own("other-1");

    @TempDir
    Path goldens;

    /** Scores every picture with the prompt "a fox" 1, and with others 0. */
    private record Own(String id) implements ClipScorer {

        @Override
        public List<Embedding> embedImages(List<ClipImage> images) {
            return images.stream().map(image -> Embedding.of(1, 0)).toList();
        }

        @Override
        public List<Embedding> embedPrompts(List<String> prompts) {
            return prompts.stream()
                    .map(prompt -> prompt.equals("a fox") ? Embedding.of(1, 0) : Embedding.of(0, 1))
                    .toList();
        }

        @Override
        public ClipModel model() {
            return ClipModel.of(id);
        }

        @Override
        public void close() {
            IS_CLOSED.set(true);
        }
    }

    @BeforeEach
    void forget() {
        TOLD.clear();
        IS_CLOSED.set(false);
    }

    private static void tell(TestIdentity test, Check check) {
        TOLD.add(test.selector().replaceFirst(".*\\$", "") + " " + check.name() + " " + check.prompt() + " "
                + check.model() + " " + (check.passed() ? "passed" : "failed"));
    }

    /** No model is there to be loaded by mistake. */
    private EngineExecutionResults run(Class<?>... classes) {
        return run(Map.of(), classes);
    }

    private EngineExecutionResults run(Map<String, String> more, Class<?>... classes) {
        Map<String, String> parameters =
                new HashMap<>(Map.of("clipunit.golden.dir", goldens.toString(), "clipunit.model", "no/such-model"));
        parameters.putAll(more);
        EngineTestKit.Builder builder =
                EngineTestKit.engine("junit-jupiter").enableImplicitConfigurationParameters(false);
        for (Class<?> type : classes) {
            builder.selectors(selectClass(type));
        }
        return builder.configurationParameters(parameters).execute();
    }

    private static List<Map<String, String>> entries(EngineExecutionResults results) {
        return results.allEvents()
                .reportingEntryPublished()
                .map(entry -> entry.getRequiredPayload(ReportEntry.class).getKeyValuePairs())
                .toList();
    }

    private static void assertPasses(EngineExecutionResults results, int tests) {
        results.allEvents().failed().assertStatistics(stats -> stats.failed(0));
        results.testEvents().assertStatistics(stats -> stats.started(tests).succeeded(tests));
    }

    private static void assertFailsOnce(EngineExecutionResults results, Class<? extends Throwable> type, String text) {
        results.allEvents()
                .assertThatEvents()
                .haveExactly(1, event(finishedWithFailure(instanceOf(type), message(text))));
        results.allEvents().failed().assertStatistics(stats -> stats.failed(1));
    }

    @Test
    void should_serve_parameters_assertions_and_nested_classes_and_be_left_open() {
        EngineExecutionResults results = run(Alone.class);
        assertPasses(results, 3);
        assertThat(IS_CLOSED).isFalse();
        assertThat(TOLD)
                .containsExactlyInAnyOrder(
                        "Alone CLIP score above a fox own-1 passed",
                        "Alone#asserts CLIP score above a fox own-1 passed",
                        "Inner#nested CLIP score above a fox own-1 passed");
        assertThat(entries(results)).hasSize(3).allSatisfy(entry -> assertThat(entry)
                .containsEntry("clip.model", "own-1"));
    }

    static class Alone {
        @RegisterExtension
        static final ClipExtension CLIP = ClipExtension.scoredBy(OWN).withListener(OwnScorerTest::tell);

        Alone(ClipScorer clip) {
            assertThat(clip).hasToString(OWN.toString());
        }

        @BeforeAll
        static void beforeAll(ClipScorer clip) {
            assertThat(clip).hasToString(OWN.toString());
            assertThat(FOX).matchesPrompt("a fox").withClipScoreAbove(0.9);
        }

        @Test
        void receives(ClipScorer clip) {
            assertThat(clip).hasToString(OWN.toString());
        }

        @Test
        void asserts() {
            assertThat(FOX).matchesPrompt("a fox").withClipScoreAbove(0.9);
        }

        @Nested
        class Inner {
            @Test
            void nested(ClipScorer clip) {
                assertThat(clip).hasToString(OWN.toString());
                assertThat(FOX).matchesPrompt("a fox").withClipScoreAbove(0.9);
            }
        }
    }

    @Test
    void should_come_before_an_annotation_of_the_same_class_and_open_one_scope_a_test() {
        EngineExecutionResults results = run(Annotated.class, AnnotatedOutside.class);
        assertPasses(results, 2);
        assertThat(TOLD)
                .containsExactlyInAnyOrder(
                        "Annotated#asserts CLIP score above a fox own-1 passed",
                        "Inner#asserts CLIP score above a fox own-1 passed");
        assertThat(entries(results)).hasSize(2);
    }

    @ClipTest(model = "no/such-model")
    static class Annotated {
        @RegisterExtension
        static final ClipExtension CLIP = ClipExtension.scoredBy(OWN).withListener(OwnScorerTest::tell);

        @Test
        void asserts(ClipScorer clip) {
            assertThat(clip).hasToString(OWN.toString());
            assertThat(FOX).matchesPrompt("a fox").withClipScoreAbove(0.9);
        }
    }

    static class AnnotatedOutside {
        @ClipTest
        @Nested
        class Inner {
            @RegisterExtension
            static final ClipExtension CLIP = ClipExtension.scoredBy(OWN).withListener(OwnScorerTest::tell);

            @Test
            @ClipTest
            void asserts(ClipScorer clip) {
                assertThat(clip).hasToString(OWN.toString());
                assertThat(FOX).matchesPrompt("a fox").withClipScoreAbove(0.9);
            }
        }
    }

    @Test
    void should_leave_the_choice_to_whatever_is_nearest() {
        assertPasses(run(Nearest.class), 3);
        assertThat(TOLD)
                .containsExactlyInAnyOrder(
                        "Nearest#own CLIP score above a fox own-1 passed",
                        "Nearest#model CLIP score above a cat pictogram passed",
                        "Inner#other CLIP score above a fox other-1 passed");
    }

    static class Nearest {
        private static final ClipImage CAT = ClipImage.of(Path.of("src/test/resources/pictures/cat.png"));

        @RegisterExtension
        static final ClipExtension CLIP = ClipExtension.scoredBy(OWN).withListener(OwnScorerTest::tell);

        @Test
        void own(ClipScorer clip) {
            assertThat(clip).hasToString(OWN.toString());
            assertThat(FOX).matchesPrompt("a fox").withClipScoreAbove(0.9);
        }

        @ClipTest(model = "pictogram")
        @Test
        void model(ClipScorer clip) {
            assertThat(clip.model().id()).isEqualTo("pictogram");
            assertThat(CAT).matchesPrompt("a cat").withClipScoreAbove(0.1);
        }

        @Nested
        class Inner {
            @RegisterExtension
            static final ClipExtension CLIP = ClipExtension.scoredBy(OTHER);

            @Test
            void other(ClipScorer clip) {
                assertThat(clip).hasToString(OTHER.toString());
                assertThat(FOX).matchesPrompt("a fox").withClipScoreAbove(0.9);
            }
        }
    }

    @Test
    void should_serve_the_tests_of_an_instance_field_and_load_no_model_before() {
        assertPasses(run(InInstance.class, InOneInstance.class), 2);
        assertThat(TOLD)
                .containsExactlyInAnyOrder(
                        "InInstance#asserts CLIP score above a fox own-1 passed",
                        "InOneInstance CLIP score above a fox own-1 passed",
                        "InOneInstance#asserts CLIP score above a fox own-1 passed");
    }

    @ClipTest
    static class InInstance {
        @RegisterExtension
        final ClipExtension clip = ClipExtension.scoredBy(OWN).withListener(OwnScorerTest::tell);

        @Test
        void asserts(ClipScorer clip) {
            assertThat(clip).hasToString(OWN.toString());
            assertThat(FOX).matchesPrompt("a fox").withClipScoreAbove(0.9);
        }
    }

    @ClipTest
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class InOneInstance {
        @RegisterExtension
        final ClipExtension clip = ClipExtension.scoredBy(OWN).withListener(OwnScorerTest::tell);

        @BeforeAll
        void beforeAll(ClipScorer clip) {
            assertThat(clip).hasToString(OWN.toString());
            assertThat(FOX).matchesPrompt("a fox").withClipScoreAbove(0.9);
        }

        @Test
        void asserts() {
            assertThat(FOX).matchesPrompt("a fox").withClipScoreAbove(0.9);
        }
    }

    @Test
    void should_give_a_constructor_no_other_scorer_than_an_instance_field_s() {
        run(InInstanceTooLate.class)
                .allEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(
                                instanceOf(ParameterResolutionException.class),
                                message(text -> text.startsWith("No ParameterResolver registered for parameter")))));
    }

    @ClipTest
    static class InInstanceTooLate {
        @RegisterExtension
        final ClipExtension clip = ClipExtension.scoredBy(OWN);

        InInstanceTooLate(ClipScorer clip) {
            TOLD.add(clip.toString());
        }

        @Test
        void runs() {}
    }

    @Test
    void should_find_an_unfinished_step_once_and_say_so() {
        run(Unfinished.class)
                .allEvents()
                .failed()
                .assertStatistics(stats -> stats.failed(1))
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(
                                instanceOf(AssertionError.class),
                                message(text -> text.startsWith(
                                        "never checked: matchesPrompt(\"a fox\") (OwnScorerTest.java:")))));
    }

    @ClipTest
    static class Unfinished {
        @RegisterExtension
        static final ClipExtension CLIP = ClipExtension.scoredBy(OWN);

        @Test
        @SuppressWarnings("CheckReturnValue") // that is the mistake
        void forgets() {
            var unused = assertThat(FOX).matchesPrompt("a fox");
        }
    }

    @Test
    void should_refuse_two_scorers_of_one_class() {
        assertFailsOnce(
                run(TwoScorers.class),
                ExtensionConfigurationException.class,
                "a test class may have only one scorer, but [" + TwoScorers.class.getName() + "] registers several: ["
                        + "Own[id=own-1], Own[id=other-1]]; keep one ClipExtension.scoredBy(scorer), and set the others in"
                        + " single assertions with assertThat(image).scoredBy(scorer)");
    }

    static class TwoScorers {
        @RegisterExtension
        static final ClipExtension ONE = ClipExtension.scoredBy(OWN);

        @RegisterExtension
        static final ClipExtension TWO = ClipExtension.scoredBy(OTHER);

        @Test
        void runs() {}
    }

    @Test
    void should_refuse_a_field_that_does_not_say_what_it_holds() {
        assertFailsOnce(
                run(Hidden.class),
                ExtensionConfigurationException.class,
                "a ClipExtension with a scorer, a judge or a listener must be in a field of type ClipExtension that is annotated with"
                        + " @RegisterExtension, but class [" + Hidden.class.getName() + "] holds it elsewhere");
    }

    static class Hidden {
        @RegisterExtension
        static final Extension CLIP = ClipExtension.scoredBy(OWN);

        @Test
        void runs() {}
    }

    @Test
    void should_record_and_compare_goldens_by_the_name_of_the_model() throws Exception {
        assertPasses(run(WithGolden.class), 1);
        Path golden = goldens.resolve(WithGolden.class.getName()).resolve("holds.json");
        assertThat(Files.readString(golden)).contains("\"id\": \"own-1\"");
        Files.writeString(golden, Files.readString(golden).replace("own-1", "own-0"));
        run(WithGolden.class)
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(message(text -> text.contains("was made by another model")
                                && text.contains("recorded: own-0\n  actual:   own-1")))));
    }

    static class WithGolden {
        @RegisterExtension
        static final ClipExtension CLIP = ClipExtension.scoredBy(OWN);

        @Test
        void holds() {
            assertThat(FOX).matchesPrompt("a fox").hasNotRegressed();
        }
    }

    @Test
    void should_tell_listeners_of_verdicts_with_the_model_of_an_annotation_too() {
        run(Map.of("clipunit.model", "pictogram"), Listening.class)
                .testEvents()
                .assertStatistics(stats -> stats.succeeded(1).failed(1));
        assertThat(TOLD)
                .containsExactlyInAnyOrder(
                        "Listening#fails CLIP score above a cat pictogram failed",
                        "Listening#passes CLIP score above a cat pictogram passed",
                        "twice Listening#fails",
                        "twice Listening#passes");
    }

    @ClipTest
    static class Listening {
        @RegisterExtension
        static final ClipExtension FIRST = new ClipExtension().withListener(OwnScorerTest::tell);

        @RegisterExtension
        static final ClipExtension SECOND = new ClipExtension()
                .withListener(
                        (test, check) -> TOLD.add("twice " + test.selector().replaceFirst(".*\\$", "")));

        @Test
        void passes() {
            assertThat(FOX).matchesPrompt("a cat").withClipScoreAbove(-1);
        }

        @Test
        void fails() {
            assertThat(FOX).matchesPrompt("a cat").withClipScoreAbove(1);
        }
    }

    @Test
    void should_not_let_a_listener_hide_a_verdict() {
        run(BadListener.class)
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                test("passes"),
                                finishedWithFailure(
                                        instanceOf(AssertionError.class),
                                        message("a listener of checks threw java.lang.IllegalStateException: full"),
                                        suppressed(0, message("full")))))
                .haveExactly(
                        1,
                        event(
                                test("fails"),
                                finishedWithFailure(
                                        message(text -> text.contains("Expecting CLIP score of:")),
                                        suppressed(0, message("full")))));
        assertThat(TOLD).hasSize(2);
    }

    static class BadListener {
        @RegisterExtension
        static final ClipExtension CLIP = ClipExtension.scoredBy(OWN)
                .withListener((test, check) -> {
                    throw new IllegalStateException("full");
                })
                .withListener(OwnScorerTest::tell);

        @Test
        void passes() {
            assertThat(FOX).matchesPrompt("a fox").withClipScoreAbove(0.9);
        }

        @Test
        void fails() {
            assertThat(FOX).matchesPrompt("a wolf").withClipScoreAbove(0.9);
        }
    }

    @Test
    void should_keep_the_verdict_if_the_scorer_fails_while_the_report_is_made() {
        assertPasses(run(OnlyScores.class), 1);
    }

    static class OnlyScores {
        @RegisterExtension
        static final ClipExtension CLIP = ClipExtension.scoredBy(new ClipScorer() {
            @Override
            public List<Embedding> embedImages(List<ClipImage> images) {
                throw new UnsupportedOperationException("no embeddings");
            }

            @Override
            public List<Embedding> embedPrompts(List<String> prompts) {
                throw new UnsupportedOperationException("no embeddings");
            }

            @Override
            public ClipScore score(ClipImage image, String prompt) {
                return ClipScore.of(0.3);
            }

            @Override
            public ClipModel model() {
                return ClipModel.of("only-scores-1");
            }

            @Override
            public void close() {}
        });

        @Test
        void asserts() {
            assertThat(FOX).matchesPrompt("a fox").withClipScoreAbove(0.28);
        }
    }

    @Test
    void should_be_reported_with_its_scores_and_with_embeddings_only_where_they_say_the_same(@TempDir Path report)
            throws Exception {
        run(
                Map.of(
                        "clipunit.report.dir", report.toString(),
                        "clipunit.golden.dir", report.resolve("golden").toString()),
                WithGolden.class,
                LambdaScored.class);
        JsonArray tests = JsonParser.parseString(Files.readString(report.resolve("report.json")))
                .getAsJsonObject()
                .getAsJsonArray("tests");
        assertThat(tests).hasSize(2).allSatisfy(test -> {
            JsonObject object =
                    test.getAsJsonObject().getAsJsonArray("checks").get(0).getAsJsonObject();
            boolean isOwn = object.get("model").getAsString().equals("own-1");
            double score = object.getAsJsonArray("images")
                    .get(0)
                    .getAsJsonObject()
                    .get("score")
                    .getAsDouble();
            assertThat(score).isEqualTo(isOwn ? 1 : 0.3);
            assertThat(object.has("embeddings")).isEqualTo(isOwn);
        });
    }

    /** The report embeds a prompt as its check did, and counts no tokens: that would load a tokenizer in every run. */
    @Test
    void should_be_reported_as_its_prompts_were_read(@TempDir Path report) throws Exception {
        COUNTED.clear();
        run(Map.of("clipunit.report.dir", report.toString()), Reads.class);
        JsonArray tests = JsonParser.parseString(Files.readString(report.resolve("report.json")))
                .getAsJsonObject()
                .getAsJsonArray("tests");
        Map<String, Boolean> embedded = new HashMap<>();
        tests.forEach(test -> embedded.put(
                test.getAsJsonObject()
                        .getAsJsonObject("test")
                        .get("selector")
                        .getAsString()
                        .replaceFirst(".*#", ""),
                test.getAsJsonObject()
                        .getAsJsonArray("checks")
                        .get(0)
                        .getAsJsonObject()
                        .has("embeddings")));
        assertThat(embedded)
                .containsOnly(
                        Map.entry("asItIs", true),
                        Map.entry("withoutParameters", true),
                        Map.entry("truncated", true),
                        Map.entry("inPartsTogether", true),
                        Map.entry("eachPart", false));
        assertThat(COUNTED).isNotEmpty().doesNotContain("a fox");
    }

    static class Reads {
        @RegisterExtension
        static final ClipExtension CLIP = ClipExtension.scoredBy(new Cutting());

        @Test
        void asItIs() {
            assertThat(FOX).matchesPrompt("a fox").withClipScoreAbove(0.9);
        }

        @Test
        void withoutParameters() {
            assertThat(FOX).matchesPrompt("a fox --ar 1:1").withClipScoreAbove(0.9);
        }

        @Test
        void truncated() {
            assertThat(FOX).matchesPrompt("A gray wolf. It sleeps.").withClipScoreAbove(-0.5);
        }

        @Test
        void inPartsTogether() {
            assertThat(FOX)
                    .matchesPrompt("A gray wolf. It sleeps.")
                    .inPartsTogether()
                    .withClipScoreAbove(-0.5);
        }

        @Test
        void eachPart() {
            assertThat(FOX)
                    .matchesPrompt("A gray wolf. It sleeps.")
                    .inEveryPart()
                    .withClipScoreAbove(-0.5);
        }
    }

    private static final List<String> COUNTED = Collections.synchronizedList(new ArrayList<>());

    /** Reads five tokens, and of longer prompts the first five; remembers of which it was asked the number. */
    private record Cutting() implements ClipScorer {

        @Override
        public List<Embedding> embedImages(List<ClipImage> images) {
            return OWN.embedImages(images);
        }

        @Override
        public List<Embedding> embedPrompts(List<String> prompts) {
            return prompts.stream()
                    .map(prompt -> prompt.equals("a fox") ? Embedding.of(1, 0) : Embedding.of(0.1f, prompt.length()))
                    .toList();
        }

        @Override
        public ClipModel model() {
            return ClipModel.of(
                    "cutting-1",
                    Preprocessing.of("none"),
                    () -> Logits.CLIP,
                    OptionalInt.of(5),
                    () -> new TreeMap<>(Map.of("words.txt", "00")));
        }

        @Override
        public PromptReading readingOf(String prompt) {
            return prompt.length() > 20
                    ? new PromptReading(prompt, List.of(), PromptReading.Extent.TRUNCATED)
                    : PromptReading.whole(prompt);
        }

        @Override
        public OptionalInt countTokens(String prompt) {
            COUNTED.add(prompt);
            return OptionalInt.of(2 + (prompt.isBlank() ? 0 : prompt.split(" ", -1).length));
        }

        @Override
        public void close() {}
    }

    static class LambdaScored {
        @RegisterExtension
        static final ClipExtension CLIP = ClipExtension.scoredBy(ClipScorer.of("lambda-1", (image, prompt) -> 0.3));

        @Test
        void asserts() {
            assertThat(FOX).matchesPrompt("a fox").withClipScoreAbove(0.28);
        }
    }

    @Test
    void should_count_among_the_tests_that_may_ask_for_goldens() {
        assertThat(new ClassRun(Alone.class).record("").tests()).containsOnlyKeys("receives", "asserts");
        assertThat(new ClassRun(Hidden.class).record("").tests()).isEmpty();
    }
}
