package io.github.clipunit.junit;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.CircleScorer;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.check.Check;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.judge.PictureJudge;
import io.github.clipunit.run.TestIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A judge that a class registers. */
class OwnJudgeTest {

    private static final ClipImage FOX = CircleScorer.picture(0);
    private static final ClipScorer SCORER = new CircleScorer(Map.of("zero", 0));
    private static final List<String> ASKED = new CopyOnWriteArrayList<>();
    private static final List<String> CHECKED = new CopyOnWriteArrayList<>();

    private static PictureJudge judge(String id) {
        return PictureJudge.named(id, (picture, question) -> {
            ASKED.add(id + ": " + question);
            return 1;
        });
    }

    @TempDir
    Path base;

    @BeforeEach
    void clear() {
        ASKED.clear();
        CHECKED.clear();
    }

    private EngineExecutionResults run(Class<?>... types) {
        return EngineTestKit.engine("junit-jupiter")
                .enableImplicitConfigurationParameters(false)
                .configurationParameter("clipunit.model", "no/such-model")
                .configurationParameter("clipunit.golden.dir", base.toString())
                .configurationParameter("clipunit.report", "off")
                .selectors(Stream.of(types).map(DiscoverySelectors::selectClass).toArray(DiscoverySelector[]::new))
                .execute();
    }

    /** Failure messages by test. */
    private static Map<String, String> failures(EngineExecutionResults results) {
        Map<String, String> failures = new TreeMap<>();
        results.allEvents().failed().stream()
                .forEach(event -> failures.put(
                        event.getTestDescriptor().getDisplayName(),
                        String.valueOf(event.getRequiredPayload(TestExecutionResult.class)
                                .getThrowable()
                                .orElseThrow()
                                .getMessage())));
        return failures;
    }

    static class Judged {
        @RegisterExtension
        static final ClipExtension CLIP = ClipExtension.scoredBy(SCORER)
                .withJudge(judge("seer-1"))
                .withListener((test, check) ->
                        CHECKED.add(test.selector() + " " + check.facts().get(0).text()));

        @Test
        void asksTheClass() {
            assertThat(FOX).answers("Is it a fox?").withYesAbove(0.5);
        }

        @Test
        void namesAnother() {
            assertThat(FOX).judgedBy(judge("seer-2")).meetsAll("Is it a fox?");
        }

        @Test
        void asksOnAThreadOfItsOwn(ClipScorer scorer) throws ExecutionException, InterruptedException {
            ForkJoinPool.commonPool()
                    .submit(() -> {
                        assertThat(FOX).scoredBy(scorer).meetsAll("Is it a fox?");
                    })
                    .get();
        }

        @TestFactory
        Stream<DynamicTest> asksInADynamicTest() {
            return Stream.of(
                    DynamicTest.dynamicTest("dynamic", () -> assertThat(FOX).meetsAll("Is it a fox?")));
        }

        @Nested
        class Inside {
            @Test
            void asksTheClassAround() {
                assertThat(FOX).meetsAll("Is it a fox?");
            }
        }
    }

    static class OtherClass {
        @RegisterExtension
        final ClipExtension clip = ClipExtension.scoredBy(SCORER).withJudge(judge("seer-1"));

        @Test
        void asksTheSame() {
            assertThat(FOX).meetsAll("Is it a fox?");
        }
    }

    @Test
    void should_ask_the_judge_of_the_class_once_a_run_and_keep_the_answer_with_each_class() throws IOException {
        EngineExecutionResults results = run(Judged.class, OtherClass.class);
        assertThat(failures(results)).isEmpty();
        assertThat(results.testEvents().succeeded().count()).isEqualTo(6);
        assertThat(ASKED).containsExactlyInAnyOrder("seer-1: Is it a fox?", "seer-2: Is it a fox?");
        assertThat(CHECKED)
                .contains(
                        "OwnJudgeTest$Judged#namesAnother seer-2",
                        "OwnJudgeTest$Judged#asksOnAThreadOfItsOwn seer-1",
                        "OwnJudgeTest$Judged$Inside#asksTheClassAround seer-1");
        try (Stream<Path> files = Files.walk(base)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> base.relativize(file).getName(0) + "/"
                                    + base.relativize(file).getName(1)))
                    .containsExactlyInAnyOrder(
                            Judged.class.getName() + "/answers",
                            Judged.class.getName() + "/answers",
                            Judged.Inside.class.getName() + "/answers",
                            OtherClass.class.getName() + "/answers");
        }
        ASKED.clear();
        assertThat(failures(run(Judged.class, OtherClass.class))).isEmpty();
        assertThat(ASKED).isEmpty();
    }

    static class Unfinished {
        @RegisterExtension
        static final ClipExtension CLIP = ClipExtension.scoredBy(SCORER).withJudge(judge("seer-1"));

        @Test
        @SuppressWarnings({"CheckReturnValue", "UnusedVariable"}) // that is the mistake
        void prepares() {
            var answer = assertThat(FOX).answers("Is it a fox?");
        }

        @Test
        @SuppressWarnings("CheckReturnValue")
        void names() {
            assertThat(FOX).judgedBy(judge("seer-2"));
        }
    }

    @Test
    void should_fail_a_test_that_never_checks_an_answer() {
        Map<String, String> failures = failures(run(Unfinished.class));
        assertThat(failures.get("prepares()"))
                .matches(
                        "never checked: answers\\(\"Is it a fox\\?\"\\) \\(OwnJudgeTest.java:\\d+\\): add"
                                + " \\.withYesAbove\\(0\\.5\\) or \\.hasNotRegressed\\(\\)\nA step that only prepares proves nothing\\.");
        assertThat(failures.get("names()")).startsWith("never checked: assertThat(image) (OwnJudgeTest.java:");
        assertThat(ASKED).isEmpty();
    }

    static class TwoJudges {
        @RegisterExtension
        static final ClipExtension ONE = ClipExtension.scoredBy(SCORER).withJudge(judge("seer-1"));

        @RegisterExtension
        static final ClipExtension TWO = ClipExtension.judgedBy(judge("seer-2"));

        @Test
        void runs() {}
    }

    @Test
    void should_refuse_two_judges_of_one_class() {
        assertThat(failures(run(TwoJudges.class)).values())
                .containsExactly("a test class may have only one judge, but [" + TwoJudges.class.getName()
                        + "] registers several: [seer-1, seer-2]; keep one ClipExtension.judgedBy(judge), and set the others"
                        + " in single assertions with assertThat(image).judgedBy(judge)");
    }

    static class Parent {
        @RegisterExtension
        static final ClipExtension CLIP = ClipExtension.scoredBy(SCORER).withJudge(judge("seer-1"));

        @Nested
        class Nearer {
            @RegisterExtension
            final ClipExtension clip = ClipExtension.judgedBy(judge("seer-2")).withListener(Parent::note);

            @Test
            void asksTheNearest() {
                assertThat(FOX).meetsAll("Is it a fox?");
            }
        }

        private static void note(TestIdentity test, Check check) {
            CHECKED.add(test.selector() + " " + check.facts().get(0).text());
        }
    }

    @Test
    void should_ask_the_nearest_judge_beside_the_scorer_of_the_class_around() {
        assertThat(failures(run(Parent.class))).isEmpty();
        assertThat(CHECKED).containsExactly("OwnJudgeTest$Parent$Nearer#asksTheNearest seer-2");
    }

    @ClipTest(model = "pictogram")
    static class JudgeAlone {
        @RegisterExtension
        static final ClipExtension CLIP = ClipExtension.judgedBy(judge("seer-1"));

        @Test
        void asks() {
            assertThat(FOX).meetsAll("Is it a fox?");
        }
    }

    @Test
    void should_leave_the_scorer_to_the_annotation() {
        assertThat(failures(run(JudgeAlone.class))).isEmpty();
        assertThat(ASKED).containsExactly("seer-1: Is it a fox?");
    }
}
