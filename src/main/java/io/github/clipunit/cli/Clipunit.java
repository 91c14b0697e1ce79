package io.github.clipunit.cli;

import io.github.clipunit.cli.pictures.StandardInput;
import io.github.clipunit.cli.score.ScoreRun;
import io.github.clipunit.cli.terminal.Colour;
import io.github.clipunit.cli.terminal.Screen;
import io.github.clipunit.doctor.Doctor;
import io.github.clipunit.doctor.Machine;
import io.github.clipunit.golden.GoldenException;
import io.github.clipunit.internal.FileFailure;
import io.github.clipunit.internal.Progress;
import io.github.clipunit.internal.Terminal;
import io.github.clipunit.junit.KnownSettings;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.model.hub.ModelNames;
import io.github.clipunit.model.hub.ModelStore;
import io.github.clipunit.onnx.OnnxClipScorer;
import io.github.clipunit.onnx.OnnxOptions;
import io.github.clipunit.settings.Settings;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program {@code clipunit}: its commands, and how it reports their errors. */
@Command(
        name = "clipunit",
        description = "Scores pictures against prompts with CLIP, exactly as clipunit's tests do.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        exitCodeList = {
            "0:everything was done, and the result is good",
            "1:everything was done, and the result is bad: a score below --min, a damaged file, a wrong number, a golden that"
                    + " was not migrated",
            "2:the command line or a setting is wrong",
            "3:some pictures, manifest lines or goldens could not be read",
            "4:the work could not be done, for example because a model is missing or the disk is full"
        },
        footer = {
            "Each setting clipunit.X can be given as CLIPUNIT_X in the environment, or as the JVM's option -Dclipunit.X=VALUE.",
            "NO_COLOR turns colours off, CLICOLOR_FORCE=1 turns them on, and COLUMNS sets the width of help."
        })
public final class Clipunit {

    /** Read by the JDK's logging when it first says something; its own default takes two lines. */
    private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";

    @Spec
    private CommandSpec spec;

    private Clipunit() {}

    @Command(
            name = "doctor",
            mixinStandardHelpOptions = true,
            description = {
                "Checks everything that decides whether clipunit works here, from libraries and caches to a known score.",
                "The output contains no secrets and can be pasted into an issue."
            },
            footer =
                    "The exit code is 1 if something is wrong. A missing network or model is reported, and is not wrong.")
    int doctor(
            @Option(
                            names = "--class-path",
                            paramLabel = "PATHS",
                            description =
                                    "the class path of your tests, whose libraries are checked; default: the program's own")
                    @Nullable
                    String classPath) {
        String looked = classPath == null ? System.getProperty("java.class.path", "") : classPath.strip();
        if (classPath != null) {
            requireClassPath(looked);
        }
        Machine machine = Machine.ofJvm(Settings.ofJvm(), looked);
        return Doctor.examine(machine, spec.commandLine().getOut()) ? ExitCode.OK : ExitCode.NO;
    }

    /** A class path that is empty or leads nowhere, such as that of a build that failed, would have no faults. */
    private void requireClassPath(String classPath) {
        if (classPath.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--class-path must name at least one jar or folder");
        }
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            if (!Files.exists(Path.of(entry))) {
                throw new ParameterException(
                        spec.commandLine(), "--class-path names [" + entry + "], which does not exist");
            }
        }
    }

    /** Runs the command that the arguments name, and ends the process with its exit code. */
    public static void main(String... arguments) {
        if (System.getProperty(LOG_FORMAT) == null) {
            System.setProperty(LOG_FORMAT, "clipunit: %5$s%6$s%n");
        }
        Progress progress = progress();
        StandardInput input = new StandardInput(System.in, Terminal.input().isTerminal());
        CommandLine commandLine = commandLine(Clipunit::scorerOfMany, Clipunit::scorer, input, progress)
                .setOut(new Screen(new FileOutputStream(FileDescriptor.out), Terminal.output(), progress))
                .setErr(new Screen(System.err, Terminal.error(), progress));
        int exitCode = execute(commandLine, arguments);
        boolean isLost = commandLine.getOut().checkError();
        if (isLost && exitCode != ExitCode.FAILED) {
            Screen.println(commandLine.getErr(), Colour.BAD, "clipunit: " + ScoreRun.LOST);
        }
        System.exit(isLost ? ExitCode.FAILED : exitCode);
    }

    /** A wrong setting is reported by the command that reads it. */
    private static Progress progress() {
        boolean isQuiet;
        try {
            isQuiet = Settings.ofJvm().get(ModelStore.QUIET);
        } catch (IllegalArgumentException e) {
            isQuiet = true;
        }
        return Progress.ofJvm(isQuiet, System.getenv());
    }

    private static int execute(CommandLine commandLine, String... arguments) {
        String[] typed;
        try {
            typed = Arguments.read(arguments);
        } catch (IllegalArgumentException e) {
            Screen.println(commandLine.getErr(), Colour.BAD, "clipunit: " + e.getMessage());
            return ExitCode.USAGE;
        }
        return commandLine.execute(withHelp(typed));
    }

    /** {@code help golden migrate} is {@code golden migrate --help}: picocli's own help takes one name. */
    private static String[] withHelp(String... typed) {
        if (typed.length < 3 || !typed[0].equals("help")) {
            return typed;
        }
        return Stream.concat(Arrays.stream(typed).skip(1), Stream.of("--help")).toArray(String[]::new);
    }

    /** All commands; each is one class. */
    static CommandLine commandLine(
            ScorerSource scorersOfMany, ScorerSource scorers, StandardInput input, Progress progress) {
        CommandLine commands = new CommandLine(new Clipunit())
                .addSubcommand(new ScoreCommand(scorersOfMany, input, progress))
                .addSubcommand(new CalibrateCommand(scorersOfMany, input, progress))
                .addSubcommand(new ConformanceCommand())
                .addSubcommand(new ModelsCommand())
                .addSubcommand(new ReportCommand())
                .addSubcommand(new CommandLine(new GoldenCommand())
                        .addSubcommand(new GoldenMigrateCommand(scorers, progress))
                        .addSubcommand(new GoldenSpreadCommand(scorers, input)))
                .addSubcommand(new ScriptCommand())
                .addSubcommand(new CommandLine.HelpCommand())
                .addSubcommand(new AutoComplete.GenerateCompletion());
        describe(commands, "help", "Shows the help of a command, or of all of clipunit.");
        describe(
                commands,
                "generate-completion",
                "Prints a script that completes commands and options in bash and zsh.",
                "  source <(clipunit generate-completion)");
        HelpText.install(commands);
        setVersion(commands);
        return commands.setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setExecutionStrategy(Clipunit::execute)
                .setParameterExceptionHandler((mistake, given) -> report(mistake))
                .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command));
    }

    private static void setVersion(CommandLine command) {
        command.getCommandSpec().versionProvider(new Version());
        command.getSubcommands().values().forEach(Clipunit::setVersion);
    }

    private static void describe(CommandLine commands, String name, String description, String... examples) {
        UsageMessageSpec help = Objects.requireNonNull(commands.getSubcommands().get(name))
                .getCommandSpec()
                .usageMessage();
        help.description(description).footer(examples);
    }

    /** A misspelt setting would have no effect, so it is an error, except to the doctor, which lists it. */
    private static int execute(ParseResult parsed) {
        @Nullable Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped;
        }
        boolean isDoctor = parsed.hasSubcommand()
                && parsed.subcommand().commandSpec().name().equals("doctor");
        if (!isDoctor) {
            try {
                Settings.ofJvm().refuseUnknownKeys(KnownSettings.ALL, Set.of());
            } catch (IllegalArgumentException e) {
                throw new ParameterException(parsed.commandSpec().commandLine(), String.valueOf(e.getMessage()), e);
            }
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    /** Prints the error and how to get help: a page of usage would push the error off the screen. */
    private static int report(ParameterException mistake) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        if ("Missing required subcommand".equals(mistake.getMessage())) {
            command.usage(err);
            err.println();
        }
        Screen.println(err, Colour.BAD, Mistake.text(mistake));
        UnmatchedArgumentException.printSuggestions(mistake, err);
        err.println("Usage: " + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return ExitCode.USAGE;
    }

    static OnnxClipScorer scorer(Settings settings) {
        OnnxClipScorer scorer = loaded(settings);
        scorer.preload();
        return scorer;
    }

    private static OnnxClipScorer scorerOfMany(Settings settings) {
        OnnxClipScorer scorer = loaded(settings);
        scorer.preloadForMany();
        return scorer;
    }

    private static OnnxClipScorer loaded(Settings settings) {
        String model = settings.get(ModelNames.MODEL);
        return OnnxClipScorer.load(ModelNames.find(model, settings), OnnxOptions.of(settings));
    }

    /** Prints an error in one line; the stack trace of an unexpected one is kept in a file. */
    private static int report(Exception failure, CommandLine command) {
        Notices notices = new Notices(command.getCommandSpec());
        boolean isMistake = failure instanceof IllegalArgumentException;
        if (isMistake
                || failure instanceof ModelUnavailableException
                || failure instanceof GoldenException
                || failure instanceof UncheckedIOException) {
            notices.complain(text(failure));
        } else {
            notices.complain("unexpected failure: " + failure + kept(failure));
        }
        return isMistake ? ExitCode.USAGE : ExitCode.FAILED;
    }

    /** The message, without the name of the exception that an UncheckedIOException without its own message shows. */
    private static String text(Exception failure) {
        Throwable cause = failure.getCause();
        return cause instanceof IOException reason && cause.toString().equals(failure.getMessage())
                ? FileFailure.reason(reason)
                : String.valueOf(failure.getMessage());
    }

    private static String kept(Exception failure) {
        try {
            Path file = Files.createTempFile("clipunit-failure-", ".txt");
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace, true));
            Files.writeString(file, trace.toString());
            return "; please report this with the file [" + file + "]";
        } catch (IOException e) {
            return ", and its details cannot be written to a file: " + e;
        }
    }

    /** The version that the jar's manifest names. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            @Nullable String version = Clipunit.class.getPackage().getImplementationVersion();
            return new String[] {"clipunit " + (version == null ? "(version unknown: not run from its jar)" : version)};
        }
    }
}
