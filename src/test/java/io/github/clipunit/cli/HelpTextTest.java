package io.github.clipunit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.cli.pictures.StandardInput;
import io.github.clipunit.cli.terminal.Screen;
import io.github.clipunit.internal.Progress;
import io.github.clipunit.internal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The help of every command, at the widths of narrow, usual and wide terminals. */
class HelpTextTest {

    private static final ClipScorer SCORER = ClipScorer.of("fake", (image, prompt) -> 0.125);
    private static final StandardInput NO_INPUT = new StandardInput(InputStream.nullInputStream(), false);

    private static List<CommandSpec> commands() {
        List<CommandSpec> found = new ArrayList<>();
        collect(Clipunit.commandLine(settings -> SCORER, settings -> SCORER, NO_INPUT, Progress.NONE), found);
        return found;
    }

    private static void collect(CommandLine command, List<CommandSpec> found) {
        found.add(command.getCommandSpec());
        command.getSubcommands().values().forEach(inner -> collect(inner, found));
    }

    private static String help(CommandSpec command, int width) {
        List<String> arguments =
                new ArrayList<>(Arrays.asList(command.qualifiedName().split(" ")));
        arguments.remove(0);
        arguments.add("--help");
        Terminal terminal = new Terminal(false, Map.of("COLUMNS", String.valueOf(width)));
        Run run = Run.of(settings -> SCORER, NO_INPUT, terminal, arguments.toArray(String[]::new));
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        return run.out();
    }

    private static List<String> texts(CommandSpec command) {
        Stream<String> own = Stream.of(
                        command.usageMessage().description(),
                        command.usageMessage().footer())
                .flatMap(Stream::of);
        Stream<String> options = command.options().stream().flatMap(option -> Stream.of(option.description()));
        Stream<String> parameters =
                command.positionalParameters().stream().flatMap(parameter -> Stream.of(parameter.description()));
        return Stream.of(own, options, parameters, command.usageMessage().exitCodeList().values().stream())
                .flatMap(texts -> texts)
                .toList();
    }

    /** On one line, as it was before it was wrapped. */
    private static String unwrapped(String help) {
        return help.replaceAll(" \\\\\n +", " ").replaceAll("\n  # ", " ").replaceAll("\\s+", " ");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 80, 200})
    void should_fit_and_be_whole(int width) {
        assertThat(commands()).hasSizeGreaterThan(15).allSatisfy(command -> {
            String help = help(command, width);
            assertThat(help.lines()).as(command.qualifiedName()).allMatch(line -> line.length() <= width);
            assertThat(help.lines()).noneMatch(line -> line.endsWith(" "));
            assertThat(help).doesNotContain(" ...", "\n...", "%n", "%%", "@|");
            String words = unwrapped(help);
            assertThat(texts(command)).allSatisfy(text -> assertThat(words)
                    .contains(text.strip().replaceAll("^# ", "").replaceAll("\\s+", " ")));
        });
    }

    /** A line ends only where the next word has no room. */
    @ParameterizedTest
    @ValueSource(ints = {40, 80, 200})
    void should_fill_its_lines(int width) {
        for (CommandSpec command : commands()) {
            String last = command.usageMessage().footer().length == 0
                    ? ""
                    : command.usageMessage().footer()[command.usageMessage().footer().length - 1];
            if (last.startsWith("  ") || last.isEmpty()) {
                continue;
            }
            String help = help(command, width);
            List<String> lines =
                    help.substring(help.lastIndexOf("\n\n") + 2).lines().toList();
            for (int i = 0; i + 1 < lines.size(); i++) {
                String next = lines.get(i + 1).replaceAll(" .*", "");
                assertThat(lines.get(i).length() + 1 + next.length()).isGreaterThan(width);
            }
        }
    }

    @Test
    void should_divide_examples_so_that_they_can_be_copied() {
        CommandSpec spread = commands().stream()
                .filter(command -> command.name().equals("spread"))
                .findFirst()
                .orElseThrow();
        assertThat(help(spread, 40)).contains("""

                Examples:
                  clipunit golden spread \\
                      FoxTest/paintsTheFox.json \\
                      out/foxes/
                """);
    }

    @Test
    void should_say_its_version_everywhere() {
        assertThat(commands().stream().filter(command -> command.findOption("--version") != null))
                .hasSizeGreaterThan(12)
                .allSatisfy(command -> {
                    List<String> arguments = new ArrayList<>(
                            Arrays.asList(command.qualifiedName().split(" ")));
                    arguments.remove(0);
                    arguments.add("--version");
                    assertThat(Run.of(SCORER, arguments.toArray(String[]::new)).out())
                            .startsWith("clipunit ");
                });
    }

    /** The name that a user would have to type. */
    @Test
    void should_begin_every_error_with_the_whole_name_of_its_command() {
        for (CommandSpec spec : commands()) {
            Run run = error(spec.commandLine());
            assertThat(run.err()).isEqualTo(spec.qualifiedName() + ": it broke\n");
            if (spec.userObject().getClass().getName().startsWith("picocli.")) { // they take any words
                continue;
            }
            assertThat(Run.of(
                                    SCORER,
                                    (spec.qualifiedName().replaceFirst("clipunit ?", "") + " --no-such-option")
                                            .strip()
                                            .split(" "))
                            .err())
                    .endsWith("\nUsage: " + spec.qualifiedName() + " --help\n");
        }
        assertThat(commands()).extracting(CommandSpec::qualifiedName).contains("clipunit calibrate merge");
    }

    private static Run error(CommandLine command) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        command.setErr(new Screen(err, Terminal.NONE, Progress.NONE));
        try {
            int exitCode = command.getExecutionExceptionHandler()
                    .handleExecutionException(
                            new IllegalArgumentException("it broke"),
                            command,
                            CommandLine.ParseResult.builder(command.getCommandSpec())
                                    .build());
            return new Run(exitCode, "", err.toString(StandardCharsets.UTF_8));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
