package io.github.clipunit.cli;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.generator.GeneratorUnavailableException;
import io.github.clipunit.golden.GoldenException;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.image.UnreadableImageException;
import io.github.clipunit.internal.OutputForm;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.report.DemoRun;
import io.github.clipunit.report.Report;
import io.github.clipunit.report.RunReport;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of hostile text, in every output: nowhere is it more than text. */
class OutsideTextTest {

    private static final Path FOX = Path.of("src/test/resources/pictures/fox.png");
    private static final ClipScorer SCORER = ClipScorer.of("fake", (image, prompt) -> 0.125);

    @TempDir
    private Path directory;

    static Stream<String> texts() {
        return Stream.of(
                "\u001b[31mred\u001b[0m \u001b]0;title\u0007",
                "\u009b31mred",
                "\u001b[0Ksection_start:1:x",
                "invoice\u202egnp.exe",
                "a\u0000b",
                "a\rb\bc\u007f",
                "\ud800 alone",
                "\u2028::error::x",
                "a fox\n::error file=Main.java,line=1::broken",
                "::add-mask::fox",
                "  ::stop-commands::x",
                "a ##[error]fox",
                "##vso[task.setvariable variable=PATH]/tmp",
                "a\n##teamcity[buildStop comment='x']",
                "%0A::error::x",
                "=cmd|' /C calc'!A0",
                "+1",
                "-1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "<script>alert(1)</script><img src=x onerror=alert(1)>",
                "</script><!--",
                "a | b | [c](javascript:alert(1)) `d` @team ![e](http://f)",
                "'; touch /tmp/clipunit-owned; echo '",
                "$(id) `id` \\ \"");
    }

    /** What terminals and build servers read line by line, and builds write into XML. */
    private static void assertInert(String output) {
        assertThat(output.chars().filter(Character::isISOControl).filter(c -> c != 10))
                .isEmpty();
        assertThat(output.codePoints())
                .allMatch(c -> c == '\n' || (c >= ' ' && !Character.isISOControl(c)))
                .noneMatch(c -> Character.getType(c) == Character.FORMAT || Character.getType(c) == Character.SURROGATE)
                .noneMatch(c -> c == 0x2028 || c == 0x2029);
        assertThat(output.lines().map(String::strip)).noneMatch(line -> line.startsWith("::"));
        assertThat(output).doesNotContain("##vso[", "##[", "##teamcity[");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void should_be_inert_in_failures_and_exceptions(String text) {
        TestIdentity test =
                new TestIdentity(OutsideTextTest.class, Optional.empty(), Optional.empty(), "[test:played]");
        Settings settings = Settings.of(key -> Optional.empty());
        try (TestScope scope = TestScope.open(SCORER, settings, test, check -> {})) {
            Throwable thrown = catchThrowable(
                    () -> assertThat(ClipImage.of(FOX)).matchesPrompt(text).withClipScoreAbove(0.9));
            scope.end(false);
            assertThat(thrown).isInstanceOf(AssertionError.class);
            assertInert(String.valueOf(thrown.getMessage()));
        }
        for (Exception thrown : List.of(
                new ModelUnavailableException(text),
                new UnreadableImageException(text),
                new GoldenException(text),
                new GeneratorUnavailableException(text))) {
            assertInert(String.valueOf(thrown.getMessage()));
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void should_be_inert_in_what_the_build_is_told(String text) {
        PrintStream chosen = System.err;
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
        try {
            OutputForm.tell(text);
        } finally {
            System.setErr(chosen);
        }
        assertInert(told.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void should_be_inert_on_the_command_line(String text) {
        for (String format : List.of("table", "json", "jsonl")) {
            Run run = Run.of(
                    SCORER,
                    "score",
                    FOX.toString(),
                    "missing" + text + ".png",
                    "--format=" + format,
                    "--prompt=" + text);
            assertInert(run.out());
            assertInert(run.err());
            if (format.equals("jsonl") && run.exitCode() != ExitCode.USAGE) {
                JsonObject first = JsonParser.parseString(
                                run.out().lines().findFirst().orElseThrow())
                        .getAsJsonObject();
                assertThat(first.get("prompt").getAsString()).isEqualTo(text);
            }
        }
        assertInert(Run.of(SCORER, "score", FOX.toString(), "-p", "x", "--min", text)
                .err());
        assertInert(Run.of(SCORER, text).err());
    }

    @ParameterizedTest
    @MethodSource("texts")
    void should_be_text_in_reports_and_for_github(String text) throws IOException {
        RunReport run = new RunReport(
                DemoRun.place(directory, "run", "1-1", Optional.empty()),
                DemoRun.ticking(Instant.parse("2026-11-02T09:30:00Z")));
        DemoRun.add(
                run,
                DemoRun.test(DemoRun.POSTERS, "paints", 1),
                Check.of(Measurement.of("CLIP score", 0.1, Relation.ABOVE, 0.28), ClipImage.of(FOX))
                        .prompt(text)
                        .score(0.1)
                        .failed(text));
        Report report = run.finish().orElseThrow();
        assertThat(report.annotations()).singleElement().satisfies(line -> {
            assertInert(line.substring("::error ".length()));
            assertThat(line).startsWith("::error ").doesNotContain("\n", "\r");
        });
        String markdown = report.markdown("page");
        assertInert(markdown);
        assertThat(markdown.lines().filter(line -> line.startsWith("|"))).hasSize(3);
        String row = markdown.lines()
                .filter(line -> line.startsWith("|"))
                .skip(2)
                .findFirst()
                .orElseThrow();
        assertThat(row.replaceAll("\\\\.", "")).doesNotContain("<", "[", "@").matches("(\\|[^|]*){6}\\|");
        report.writeTo(directory);
        String page = Files.readString(directory.resolve("report.html"));
        assertThat(page).doesNotContain("<script>alert", "</script><!--", "<img src=x");
        JsonObject check = JsonParser.parseString(Files.readString(directory.resolve("report.json")))
                .getAsJsonObject()
                .getAsJsonArray("tests")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("checks")
                .get(0)
                .getAsJsonObject();
        assertThat(check.get("prompt").getAsString())
                .isEqualTo(text.replace('\ud800', '?')); // as UTF-8 has no surrogates
    }

    @ParameterizedTest
    @MethodSource("texts")
    @DisabledOnOs(OS.WINDOWS)
    void should_be_one_argument_to_a_shell(String text) throws IOException, InterruptedException {
        String argument = text.replace("\u0000", "").replace("\ud800", ""); // of which no command line is
        Process shell = new ProcessBuilder("sh", "-c", "printf %s " + OutputForm.SHELL.of(argument)).start();
        String given = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(given).isEqualTo(argument);
    }
}
