package io.github.clipunit.junit;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.image.ClipImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.opentest4j.TestAbortedException;

/** The report says of each test what JUnit says of it. */
class OutcomesTest {

    private static final ClipImage GRAY = ClipImage.of(new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY));

    @TempDir
    private Path folder;

    private static ClipExtension scorer() {
        return ClipExtension.scoredBy(ClipScorer.of("half-1", (image, prompt) -> 0.5));
    }

    private static void check(double threshold) {
        assertThat(GRAY).matchesPrompt("a fox").withClipScoreAbove(threshold);
    }

    private EngineExecutionResults run(Class<?>... classes) {
        return EngineTestKit.engine("junit-jupiter")
                .enableImplicitConfigurationParameters(false)
                .selectors(
                        Stream.of(classes).map(DiscoverySelectors::selectClass).toArray(DiscoverySelector[]::new))
                .configurationParameters(Map.of("clipunit.report.dir", folder.toString(), "clipunit.explain", "off"))
                .execute();
    }

    private JsonObject report() throws IOException {
        return JsonParser.parseString(Files.readString(folder.resolve("report.json")))
                .getAsJsonObject();
    }

    /** Method or class, status, first line of the message, and how many checks. */
    private List<Tuple> tests() throws IOException {
        return report().getAsJsonArray("tests").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .map(test -> tuple(
                        Optional.ofNullable(test.getAsJsonObject("test").get("method"))
                                .map(JsonElement::getAsString)
                                .orElse("class"),
                        test.get("status").getAsString(),
                        Optional.ofNullable(test.get("message"))
                                .flatMap(
                                        message -> message.getAsString().lines().findFirst())
                                .orElse(""),
                        test.getAsJsonArray("checks").size()))
                .toList();
    }

    static class AllKinds {
        @RegisterExtension
        static final ClipExtension CLIP = scorer();

        @Test
        void passes() {
            check(0.28);
        }

        @Test
        void fails() {
            check(0.3);
            check(0.9);
        }

        @Test
        void failsOtherwise() {
            check(0.28);
            throw new AssertionError("the file is 3 MB");
        }

        @Test
        void throwsBeforeAnyCheck() {
            throw new UncheckedIOException("no picture", new IOException("503"));
        }

        @Test
        void neverChecks() {
            var unused = assertThat(GRAY).matchesPrompt("a fox");
        }

        @Test
        void aborts() {
            assumeTrue(false, "no GPU here");
        }

        @Test
        @Disabled("until next week")
        void rests() {}

        @Test
        void expectsFailure() {
            assertThatThrownBy(() -> check(0.9)).isInstanceOf(AssertionError.class);
        }

        @ParameterizedTest
        @ValueSource(doubles = {0.2, 0.7})
        void comesInRows(double threshold) {
            check(threshold);
        }

        @TestFactory
        Stream<DynamicTest> makes() {
            return Stream.of(dynamicTest("good", () -> check(0.1)), dynamicTest("bad", () -> check(0.6)));
        }
    }

    @Test
    void should_say_of_each_test_what_the_build_says() throws IOException {
        EngineExecutionResults results = run(AllKinds.class);

        String low = "Expecting CLIP score of:";
        assertThat(tests())
                .containsExactlyInAnyOrder(
                        tuple("passes", "PASSED", "", 1),
                        tuple("fails", "FAILED", low, 2),
                        tuple("failsOtherwise", "FAILED", "the file is 3 MB", 1),
                        tuple("throwsBeforeAnyCheck", "ERROR", "java.io.UncheckedIOException: no picture", 0),
                        tuple("neverChecks", "FAILED", neverChecked(), 0),
                        tuple(
                                "aborts",
                                "ABORTED",
                                "org.opentest4j.TestAbortedException: Assumption failed: no GPU here",
                                0),
                        tuple("rests", "DISABLED", "until next week", 0),
                        tuple("expectsFailure", "PASSED", "", 1),
                        tuple("comesInRows", "PASSED", "", 1),
                        tuple("comesInRows", "FAILED", low, 1),
                        tuple("makes", "PASSED", "", 1),
                        tuple("makes", "FAILED", low, 1));
        JsonObject totals = report().getAsJsonObject("totals");
        results.testEvents().assertStatistics(stats -> stats.started(
                        totals.get("tests").getAsInt() - 1)
                .skipped(totals.get("disabled").getAsInt())
                .succeeded(totals.get("passed").getAsInt())
                .aborted(totals.get("aborted").getAsInt())
                .failed(totals.get("failed").getAsInt() + totals.get("errors").getAsInt()));
        assertThat(totals.get("expected").getAsInt()).isEqualTo(1);
    }

    private static String neverChecked() {
        return "never checked: matchesPrompt(\"a fox\") (OutcomesTest.java:121): add .withClipScoreAbove(0.28),"
                + " .ratherThan(\"another prompt\") or .hasNotRegressed()";
    }

    @Test
    void should_lead_to_the_line_that_threw() throws IOException {
        run(AllKinds.class);

        Map<String, JsonObject> sources = new HashMap<>();
        for (JsonElement test : report().getAsJsonArray("tests")) {
            sources.put(
                    test.getAsJsonObject().getAsJsonObject("test").get("method").getAsString(),
                    test.getAsJsonObject().getAsJsonObject("source"));
        }
        List<String> lines = Files.readAllLines(Path.of("src/test/java/io/github/clipunit/junit/OutcomesTest.java"));
        assertThat(sources).hasSize(10).allSatisfy((method, source) -> {
            assertThat(source.get("file").getAsString())
                    .endsWith("src/test/java/io/github/clipunit/junit/OutcomesTest.java");
            String line = lines.get(source.get("line").getAsInt() - 1).strip();
            assertThat(line)
                    .isIn(
                            "void " + method + "() {",
                            "void " + method + "() {}",
                            "void " + method + "(double threshold) {",
                            "Stream<DynamicTest> " + method + "() {",
                            "check(0.9);",
                            "check(threshold);",
                            "return Stream.of(dynamicTest(\"good\", () -> check(0.1)), dynamicTest(\"bad\", () -> check(0.6)));",
                            "throw new AssertionError(\"the file is 3 MB\");",
                            "throw new UncheckedIOException(\"no picture\", new IOException(\"503\"));",
                            "assumeTrue(false, \"no GPU here\");");
        });
    }

    static class Leaks {
        private static final String SAID = "HTTP 401 Incorrect API key provided: sk-abcdefghijklmnopqrstuvwxyz";
        private static final String LINK = "https://h/render?sig=secret-of-mine: 401";

        @RegisterExtension
        static final ClipExtension CLIP = scorer();

        @Test
        void throwsWhatTheServerSaid() {
            throw new IllegalStateException(SAID, new IOException(LINK));
        }

        @Test
        void failsWithIt() {
            throw new AssertionError(SAID);
        }

        @Test
        void abortsForIt() {
            throw new TestAbortedException("down", new IllegalStateException("down", new IOException(SAID)));
        }

        @Test
        void wraps() {
            throw new UncheckedIOException(new IOException("no picture"));
        }
    }

    @Test
    void should_tell_no_secret_of_what_was_thrown_and_the_same_text_once() throws IOException {
        run(Leaks.class);

        String hidden = "HTTP 401 Incorrect API key provided: ***";
        assertThat(report().getAsJsonArray("tests").asList().stream()
                        .map(test -> test.getAsJsonObject().get("message").getAsString()))
                .containsExactlyInAnyOrder(
                        "java.lang.IllegalStateException: " + hidden
                                + "\ncaused by java.io.IOException: https://h/render?*** 401",
                        hidden,
                        "org.opentest4j.TestAbortedException: down\ncaused by java.lang.IllegalStateException"
                                + "\ncaused by java.io.IOException: " + hidden,
                        "java.io.UncheckedIOException: java.io.IOException: no picture");
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).hasSizeGreaterThan(1).allSatisfy(file -> assertThat(
                            Files.readString(file, StandardCharsets.ISO_8859_1))
                    .doesNotContain("sk-abcdef", "secret-of-mine"));
        }
    }

    static class NoModel {
        @RegisterExtension
        static final ClipExtension CLIP = scorer();

        @BeforeAll
        static void fetch() {
            check(0.2);
            throw new IllegalStateException("no server");
        }

        @Test
        void paints() {
            check(0.28);
        }
    }

    static class NoRows {
        @RegisterExtension
        static final ClipExtension CLIP = scorer();

        @TestFactory
        Stream<DynamicTest> makes() {
            throw new IllegalStateException("no rows");
        }
    }

    @Test
    void should_show_classes_and_factories_that_fail() throws IOException {
        run(NoModel.class, NoRows.class);

        assertThat(tests())
                .containsExactlyInAnyOrder(
                        tuple("class", "ERROR", "java.lang.IllegalStateException: no server", 1),
                        tuple("makes", "ERROR", "java.lang.IllegalStateException: no rows", 0));
    }

    static class NoInstance {
        @RegisterExtension
        static final ClipExtension CLIP = scorer();

        NoInstance() {
            throw new IllegalStateException("no context");
        }

        @Test
        void paints() {}

        @Test
        void paintsAgain() {}
    }

    /** As where a framework cannot make what the test is to be given. */
    @Test
    void should_show_each_test_whose_instance_cannot_be_made() throws IOException {
        run(NoInstance.class);

        assertThat(tests())
                .containsExactlyInAnyOrder(
                        tuple("paints", "ERROR", "java.lang.IllegalStateException: no context", 0),
                        tuple("paintsAgain", "ERROR", "java.lang.IllegalStateException: no context", 0));
    }

    static class NoArguments {
        @RegisterExtension
        static final ClipExtension CLIP = scorer();

        @ParameterizedTest
        @MethodSource("nowhere")
        void paints(String row) {
            check(0.28);
        }
    }

    /** JUnit tells of these nobody but who listens to a session, which the test kit has none of. */
    @Test
    void should_show_a_method_whose_rows_cannot_be_read() throws IOException {
        try (LauncherSession session = LauncherFactory.openSession()) {
            session.getLauncher()
                    .execute(LauncherDiscoveryRequestBuilder.request()
                            .selectors(DiscoverySelectors.selectClass(NoArguments.class))
                            .configurationParameter("clipunit.report.dir", folder.toString())
                            .build());
        }

        assertThat(tests()).singleElement().satisfies(test -> assertThat(
                        test.toList().toString())
                .startsWith("[paints, ERROR, ")
                .contains("Could not find factory method [nowhere]"));
    }

    @ClipTest(model = "no/such-model-anywhere")
    static class MissingModel {
        @Test
        void paints() {}
    }

    @Test
    void should_show_a_class_whose_model_is_missing() throws IOException {
        EngineTestKit.engine("junit-jupiter")
                .enableImplicitConfigurationParameters(false)
                .selectors(DiscoverySelectors.selectClass(MissingModel.class))
                .configurationParameters(Map.of(
                        "clipunit.report.dir", folder.toString(),
                        "clipunit.offline", "true",
                        "clipunit.cache.dir", folder.resolve("hub").toString()))
                .execute();

        assertThat(tests())
                .singleElement()
                .satisfies(test -> assertThat(test.toList().subList(0, 2)).isEqualTo(List.of("class", "ERROR")));
    }

    static class Threads {
        @RegisterExtension
        static final ClipExtension CLIP = scorer();

        @Test
        void losesAFailure(ClipScorer clip) throws InterruptedException {
            Thread thread = new Thread(
                    () -> {
                        try {
                            assertThat(GRAY)
                                    .scoredBy(clip)
                                    .matchesPrompt("a fox")
                                    .withClipScoreAbove(0.9);
                        } catch (AssertionError lost) {
                            assertThat(lost).isNotNull(); // as a pool's thread does with what nobody asks for
                        }
                    },
                    "painter-7");
            thread.start();
            thread.join();
        }

        @Test
        void wantsAFailure(ClipScorer clip) throws InterruptedException {
            Thread thread = new Thread(() -> assertThatThrownBy(() -> assertThat(GRAY)
                            .scoredBy(clip)
                            .matchesPrompt("a fox")
                            .withClipScoreAbove(0.9))
                    .isInstanceOf(AssertionError.class));
            thread.start();
            thread.join();
        }
    }

    @Test
    void should_fail_a_test_for_a_failure_that_nobody_was_told_of() throws IOException {
        run(Threads.class);

        assertThat(tests())
                .containsExactlyInAnyOrder(
                        tuple(
                                "losesAFailure",
                                "FAILED",
                                "a check of [OutcomesTest$Threads#losesAFailure] failed on thread [painter-7], and the"
                                        + " test did not notice: wait in the test for exceptions of its threads, for"
                                        + " example with Future.get, or, if you expect the failure, assert it on that"
                                        + " thread with assertThatThrownBy",
                                1),
                        tuple("wantsAFailure", "PASSED", "", 1));
    }
}
