package io.github.clipunit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.FakeScorer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Mistakes that no single command knows. */
class MistakesTest {

    private static Run run(String... arguments) {
        return Run.of(FakeScorer.of("a fox", 0.3), arguments);
    }

    @Test
    void should_refuse_a_setting_that_does_not_exist() {
        System.setProperty("clipunit.thread", "2");
        try {
            Run run = run("score", "src/test/resources/pictures/fox.png", "-p", "a fox");
            assertThat(run.err())
                    .startsWith("unknown setting clipunit.thread (system property); did you mean clipunit.threads?"
                            + " choose one of: ")
                    .endsWith("\nUsage: clipunit --help\n");
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run("score", "--help").exitCode()).isZero();
        } finally {
            System.clearProperty("clipunit.thread");
        }
    }

    @Test
    void should_name_the_nearest_command_and_option() {
        assertThat(run("scor").err()).isEqualTo("""
                Unknown argument: 'scor'
                Did you mean: clipunit score or clipunit conformance or clipunit script?
                Usage: clipunit --help
                """);
        assertThat(run("score", "--promt", "x").err())
                .startsWith("Unknown option: '--promt'\nPossible solutions: --prompt");
    }

    @Test
    void should_say_what_a_value_must_be() {
        assertThat(run("score", "x.png", "-p", "a fox", "--min", "high").err())
                .isEqualTo("Invalid value for option '--min': 'high' is not a number\nUsage: clipunit score --help\n");
        assertThat(run("report", "merge", "x", "--expect", "2.5").err())
                .startsWith("Invalid value for option '--expect': '2.5' is not a whole number\n");
        assertThat(run("report", "merge", "x", "--obsolete", "maybe").err())
                .startsWith("Invalid value for option '--obsolete': choose one of [list, fail], not 'maybe'\n");
        assertThat(run("score", "x.png", "-p", "a fox", "-m", "pictogram", "--precision", "fp8")
                        .err())
                .startsWith(
                        "clipunit score: clipunit.precision = [fp8] (set explicitly) cannot be read: choose one of: ");
        assertThat(run("doctor", "a", "b").err()).startsWith("Unknown arguments: 'a', 'b'\n");
    }

    @Test
    void should_list_the_commands_where_none_is_named() {
        Run run = run();
        assertThat(run.err())
                .startsWith("Usage: clipunit [OPTIONS] COMMAND\n")
                .contains("  score  ", "  calibrate  ", "  help  ")
                .endsWith("\nMissing command\nUsage: clipunit --help\n");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void should_help_and_complete() {
        assertThat(run("help", "score").out()).isEqualTo(run("score", "--help").out());
        assertThat(run("generate-completion").out())
                .startsWith("#!/usr/bin/env bash\n")
                .contains("--fail-if");
    }

    /** Nobody should have to read a stack trace to see what failed. */
    @Test
    void should_keep_the_stack_trace_of_what_was_not_expected_in_a_file() throws Exception {
        Run run = Run.of(
                settings -> {
                    throw new IllegalStateException("the sky fell");
                },
                "score",
                "src/test/resources/pictures/fox.png",
                "-p",
                "a fox");
        assertThat(run.err())
                .startsWith("clipunit score: unexpected failure: java.lang.IllegalStateException: the sky fell; please"
                        + " report this with the file [");
        Path file = Path.of(run.err().replaceAll("(?s).*\\[", "").replaceAll("(?s)].*", ""));
        assertThat(file).content().contains("\tat io.github.clipunit.cli.MistakesTest");
        Files.delete(file);
        assertThat(run.exitCode()).isEqualTo(4);
    }
}
