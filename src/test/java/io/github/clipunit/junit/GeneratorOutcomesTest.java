package io.github.clipunit.junit;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static io.github.clipunit.assertj.ClipAssertions.assertThatGenerator;
import static io.github.clipunit.assertj.ClipAssertions.assertThatImages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.clipunit.CircleScorer;
import io.github.clipunit.cassette.PictureCassette;
import io.github.clipunit.generator.GeneratorCalls;
import io.github.clipunit.generator.GeneratorUnavailableException;
import io.github.clipunit.generator.PictureRequest;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.image.GeneratedPicture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.testkit.engine.EngineTestKit;

class GeneratorOutcomesTest {

    private static final CircleScorer SCORER = new CircleScorer(Map.of("zero", 0));
    private static final AtomicInteger CALLS = new AtomicInteger();
    private static final String LATER =
            "\nan outage says nothing about picture quality: try again later; clipunit.generator.unavailable = abort"
                    + " aborts such tests instead of failing them";

    @TempDir
    Path base;

    @BeforeEach
    void forget() throws IOException {
        CALLS.set(0);
        for (String test : List.of("breaks", "passes", "tooMany", "softly", "secondTry")) {
            for (String file : files(generated(test))) {
                Files.delete(generated(test).resolve(file));
            }
        }
    }

    static class Played {
        @RegisterExtension
        static final ClipExtension CLIP = ClipExtension.scoredBy(SCORER);

        private static GeneratedPicture paint(long seed) {
            CALLS.incrementAndGet();
            return GeneratedPicture.of(CircleScorer.picture((int) (60 + seed)))
                    .withSeed(seed)
                    .withCost(0.25, "USD");
        }

        @Test
        void unavailable() {
            assertThatGenerator(seed -> {
                        CALLS.incrementAndGet();
                        throw new IOException("HTTP 503");
                    })
                    .calledWith(GeneratorCalls.once().retrying(2, Duration.ZERO))
                    .matchesPrompt("zero")
                    .withMeanClipScoreAbove(0.2);
        }

        @Test
        void emptyAccount() {
            throw new GeneratorUnavailableException("429 insufficient_quota");
        }

        @Test
        void failsAndIsUnavailable() {
            new SoftAssertions().check(() -> assertThat(CircleScorer.picture(80))
                    .matchesPrompt("zero")
                    .withClipScoreAbove(0.9));
            throw new GeneratorUnavailableException("busy");
        }

        @TestFactory
        Stream<DynamicTest> dynamic() {
            return Stream.of(DynamicTest.dynamicTest("one", () -> {
                throw new GeneratorUnavailableException("busy");
            }));
        }

        @Test
        void imageToImage() {
            assertThatGenerator(seed -> {
                        PictureCassette.record("init", PictureRequest.of("zero"), () -> paint(50));
                        return paint(seed);
                    })
                    .matchesPrompt("zero")
                    .upTo(8)
                    .withMeanClipScoreAbove(0.2);
        }

        @Test
        void asksForOne() {
            PictureCassette.record("shared", PictureRequest.of("one"), () -> paint(1));
        }

        @Test
        void asksForTwo() {
            PictureCassette.record("shared", PictureRequest.of("two"), () -> paint(2));
        }

        @Test
        void unavailableForCassette() throws IOException {
            PictureCassette.record("never", PictureRequest.of("zero"), () -> {
                throw new IOException("HTTP 429");
            });
        }

        @Test
        void breaks() {
            assertThatGenerator(seed -> {
                        if (seed == 3) {
                            throw new IOException("disk full");
                        }
                        return paint(seed);
                    })
                    .matchesPrompt("zero")
                    .withMeanClipScoreAbove(0.2);
        }

        @Test
        void passes() {
            assertThatGenerator(Played::paint).matchesPrompt("zero").upTo(8).withMeanClipScoreAbove(0.2);
        }

        @Test
        void repeats() {
            assertThatGenerator(() -> paint(1))
                    .calledWith(GeneratorCalls.once())
                    .isReproducible(2);
        }

        @Test
        void tooMany() {
            assertThatGenerator(seed -> paint(seed + 20 * (seed % 2)))
                    .matchesPrompt("zero")
                    .upTo(8)
                    .withMeanClipScoreAbove(0.9);
        }

        @Test
        @Timeout(value = 300, unit = TimeUnit.MILLISECONDS)
        void tooSlow() {
            assertThatGenerator(seed -> {
                        Thread.sleep(60_000);
                        return paint(seed);
                    })
                    .matchesPrompt("zero")
                    .withMeanClipScoreAbove(0.2);
        }

        @Test
        void softly() {
            SoftAssertions softly = new SoftAssertions();
            softly.check(() ->
                    assertThat(CircleScorer.picture(80)).matchesPrompt("zero").withClipScoreAbove(0.9));
            PictureCassette.record("soft", PictureRequest.of("zero"), () -> paint(1));
            softly.assertAll();
        }

        @Test
        void secondTry() {
            if (Boolean.getBoolean("first.try")) {
                throw new IllegalStateException("not yet");
            }
            PictureCassette.record("second", PictureRequest.of("zero"), () -> paint(1));
        }

        @Test
        void expectsAFailure() {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> assertThat(CircleScorer.picture(80))
                            .matchesPrompt("zero")
                            .withClipScoreAbove(0.9))
                    .isInstanceOf(AssertionError.class);
            PictureCassette.record("expected", PictureRequest.of("zero"), () -> paint(1));
        }

        @Test
        void tellsFacts() {
            assertThatImages(IntStream.rangeClosed(1, 2).mapToObj(Played::paint).toList())
                    .matchPrompt("zero")
                    .withMeanClipScoreAbove(0.2);
            assertThat(paint(3).withRevisedPrompt("number zero"))
                    .matchesPrompt("zero")
                    .hasNotRegressed();
        }
    }

    private List<TestExecutionResult> run(String test, Map<String, String> more) {
        return EngineTestKit.engine("junit-jupiter")
                .enableImplicitConfigurationParameters(false)
                .configurationParameter("clipunit.model", "no/such-model")
                .configurationParameter(
                        "clipunit.golden.dir", base.resolve("golden").toString())
                .configurationParameter(
                        "clipunit.report.dir", base.resolve("report").toString())
                .configurationParameters(more)
                .selectors(selectMethod(Played.class, test))
                .execute()
                .testEvents()
                .finished()
                .map(event -> (TestExecutionResult) event.getPayload().orElseThrow())
                .toList();
    }

    private TestExecutionResult result(String test, Map<String, String> more) {
        List<TestExecutionResult> results = run(test, more);
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    private static String message(TestExecutionResult result) {
        return String.valueOf(result.getThrowable().orElseThrow().getMessage());
    }

    private static Path generated(String test) {
        return Path.of("target/clipunit/generated")
                .resolve(Played.class.getName())
                .resolve(test);
    }

    private static List<String> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void should_fail_or_abort_a_test_whose_generator_is_unavailable() {
        TestExecutionResult failed = result("unavailable", Map.of());
        assertThat(failed.getStatus()).isEqualTo(Status.FAILED);
        assertThat(message(failed))
                .isEqualTo("the generator at seed [1] is unavailable after 2 attempts: IOException: HTTP 503" + LATER);
        for (String test : List.of("unavailable", "unavailableForCassette")) {
            TestExecutionResult aborted = result(
                    test, Map.of("clipunit.generator.unavailable", "abort", "clipunit.report.run", "aborts " + base));
            assertThat(aborted.getStatus()).isEqualTo(Status.ABORTED);
            assertThat(message(aborted)).endsWith(LATER);
        }
        assertThat(CALLS).hasValue(4);
    }

    @Test
    void should_not_abort_what_a_failure_or_a_lasting_fault_ended() {
        for (String test : List.of("emptyAccount", "failsAndIsUnavailable")) {
            assertThat(result(test, Map.of("clipunit.generator.unavailable", "abort"))
                            .getStatus())
                    .isEqualTo(Status.FAILED);
        }
        assertThat(run("dynamic", Map.of("clipunit.generator.unavailable", "abort")))
                .filteredOn(result -> result.getThrowable().isPresent())
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.getStatus()).isEqualTo(Status.ABORTED);
                    assertThat(message(result)).isEqualTo("busy");
                });
    }

    /** The cassette's one picture, and four that were painted after it. */
    @Test
    void should_count_pictures_that_were_painted_after_one_of_a_cassette() {
        Map<String, String> budget =
                Map.of("clipunit.generator.max-calls", "3", "clipunit.report.run", "image to image " + base);

        assertThat(message(result("imageToImage", budget)))
                .isEqualTo("the generator at seed [3] was called once more, though it is not called, because the run's"
                        + " [3] calls are used up: raise clipunit.generator.max-calls, record cassettes, or"
                        + " ask for fewer pictures");
        assertThat(CALLS).hasValue(4);
    }

    @Test
    void should_record_a_cassette_once_a_run_and_for_one_request() {
        List<TestExecutionResult> results = EngineTestKit.engine("junit-jupiter")
                .enableImplicitConfigurationParameters(false)
                .configurationParameter("clipunit.model", "no/such-model")
                .configurationParameter(
                        "clipunit.golden.dir", base.resolve("golden").toString())
                .configurationParameter("clipunit.report", "off")
                .configurationParameter("clipunit.cassette.mode", "record")
                .selectors(selectMethod(Played.class, "asksForOne"), selectMethod(Played.class, "asksForTwo"))
                .execute()
                .testEvents()
                .failed()
                .map(event -> (TestExecutionResult) event.getPayload().orElseThrow())
                .toList();

        assertThat(results).singleElement().satisfies(result -> assertThat(message(result))
                .contains("was recorded for another request", "give this test's cassette another name"));
        assertThat(CALLS).hasValue(1);
    }

    @Test
    void should_keep_what_was_painted_before_a_failure_and_name_it() throws IOException {
        assertThat(message(result("breaks", Map.of())))
                .isEqualTo("the generator at seed [3] threw IOException: disk full"
                        + "\npictures generated so far are kept: 2 in [" + generated("breaks") + "]");
        assertThat(files(generated("breaks"))).containsExactly("seed-1.png", "seed-2.png");
        assertThat(ClipImage.of(generated("breaks").resolve("seed-2.png"))).isEqualTo(CircleScorer.picture(62));
    }

    @Test
    void should_keep_nothing_of_a_test_that_passed() throws IOException {
        assertThat(result("passes", Map.of()).getStatus()).isEqualTo(Status.SUCCESSFUL);
        assertThat(generated("passes")).doesNotExist();
    }

    @Test
    void should_call_no_generator_beyond_the_budget_of_the_run() {
        TestExecutionResult result = result(
                "tooMany", Map.of("clipunit.generator.max-calls", "3", "clipunit.report.run", "tooMany " + base));
        assertThat(message(result))
                .isEqualTo("the generator at seed [4] is not called, because the run's [3] calls are used up: raise"
                        + " clipunit.generator.max-calls, record cassettes, or ask for fewer pictures");
        assertThat(CALLS).hasValue(3);
        assertThat(result(
                                "repeats",
                                Map.of("clipunit.generator.max-calls", "1", "clipunit.report.run", "repeats " + base))
                        .getThrowable()
                        .orElseThrow())
                .hasMessageStartingWith(
                        "the generator, asked for picture [2], is not called, because the run's [1] calls");
    }

    @Test
    void should_say_that_a_generator_took_too_long() {
        TestExecutionResult result = result("tooSlow", Map.of());
        assertThat(message(result)).startsWith("tooSlow() timed out after 300 milliseconds");
        assertThat(result.getThrowable().orElseThrow().getSuppressed()[0])
                .hasMessage("the generator at seed [1] was interrupted");
    }

    @Test
    void should_record_no_cassette_for_a_test_that_failed_before() throws IOException {
        assertThat(result("softly", Map.of()).getStatus()).isEqualTo(Status.FAILED);
        assertThat(files(generated("softly"))).containsExactly("soft.png");

        Map<String, String> sameRun = Map.of("clipunit.report.run", "a run " + base);
        System.setProperty("first.try", "true");
        try {
            assertThat(message(result("secondTry", sameRun))).isEqualTo("not yet");
        } finally {
            System.clearProperty("first.try");
        }
        assertThat(result("secondTry", sameRun).getStatus()).isEqualTo(Status.SUCCESSFUL);
        assertThat(files(generated("secondTry"))).containsExactly("second.png");
        assertThat(base.resolve("golden")).doesNotExist();

        assertThat(result("secondTry", Map.of("clipunit.report.run", "another run " + base))
                        .getStatus())
                .isEqualTo(Status.SUCCESSFUL);
        assertThat(result("expectsAFailure", Map.of()).getStatus()).isEqualTo(Status.SUCCESSFUL);
        assertThat(files(base.resolve("golden").resolve(Played.class.getName()).resolve("cassettes")))
                .containsExactly("expected.json", "expected.png", "second.json", "second.png");
    }

    @Test
    void should_tell_facts_and_cost_to_golden_and_report() throws IOException {
        assertThat(result("tellsFacts", Map.of()).getStatus()).isEqualTo(Status.SUCCESSFUL);
        assertThat(result("passes", Map.of()).getStatus()).isEqualTo(Status.SUCCESSFUL);

        JsonObject golden =
                json(base.resolve("golden").resolve(Played.class.getName()).resolve("tellsFacts.json"));
        JsonObject sample = golden.getAsJsonArray("prompts")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("samples")
                .get(0)
                .getAsJsonObject();
        assertThat(sample.get("facts"))
                .hasToString("{\"cost\":\"0.25 USD\",\"revised prompt\":\"number zero\",\"seed\":\"3\"}");

        JsonObject report = json(base.resolve("report/report.json"));
        List<String> facts = new ArrayList<>();
        JsonArray checks =
                report.getAsJsonArray("tests").get(0).getAsJsonObject().getAsJsonArray("checks");
        checks.forEach(check -> check.getAsJsonObject()
                .getAsJsonArray("images")
                .forEach(image ->
                        facts.add(String.valueOf(image.getAsJsonObject().get("facts")))));
        assertThat(facts)
                .containsExactly(
                        "{\"cost\":\"0.25 USD\",\"seed\":\"1\"}",
                        "{\"cost\":\"0.25 USD\",\"seed\":\"2\"}",
                        "{\"cost\":\"0.25 USD\",\"revised prompt\":\"number zero\",\"seed\":\"3\"}");
        JsonObject generators =
                report.getAsJsonArray("runs").get(0).getAsJsonObject().getAsJsonObject("generators");
        assertThat(generators.entrySet().iterator().next().getValue())
                .hasToString("{\"calls\":4,\"refused\":0,\"unavailable\":0,\"cost\":{\"USD\":1.0}}");
    }

    private static JsonObject json(Path file) throws IOException {
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }
}
