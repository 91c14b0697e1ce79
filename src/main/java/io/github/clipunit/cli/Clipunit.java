package io.github.clipunit.cli;

import io.github.clipunit.cli.score.ScoreRun;
import io.github.clipunit.doctor.Doctor;
import io.github.clipunit.doctor.Machine;
import io.github.clipunit.golden.GoldenException;
import io.github.clipunit.internal.OutputForm;
import io.github.clipunit.junit.KnownSettings;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.model.hub.ModelNames;
import io.github.clipunit.onnx.OnnxClipScorer;
import io.github.clipunit.onnx.OnnxOptions;
import io.github.clipunit.settings.Settings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program {@code clipunit}: its commands, and what becomes of what they throw. */
@Command(
        name = "clipunit",
        description = "Scores pictures against prompts with CLIP, as the tests do, outside of a test.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Clipunit.Version.class,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all was done, and well",
            "1:a score is below the least, a file damaged, a number off the published one, a golden left",
            "2:the command line or a setting cannot be understood",
            "3:some pictures, manifest lines or goldens could not be read",
            "4:the work could not be done, for want of a model say"
        },
        footer = {
            "%nEvery setting clipunit.X may also be given as java -Dclipunit.X=... or in the environment",
            "as CLIPUNIT_X."
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
                "Looks at all that decides whether clipunit works here, from libraries and caches to a known score.",
                "What it prints can be pasted into an issue: it holds no secrets."
            },
            footer =
                    "%nThe exit code is 1 if something is wrong. No network or no model on disk is not: both are told.")
    int doctor(
            @Option(
                            names = "--class-path",
                            paramLabel = "PATHS",
                            description =
                                    "the class path of your tests, whose libraries are looked at; default: this JVM's")
                    @Nullable
                    String classPath) {
        String looked = classPath == null ? System.getProperty("java.class.path", "") : classPath.strip();
        Machine machine = Machine.ofJvm(Settings.ofJvm(), looked);
        return Doctor.examine(machine, spec.commandLine().getOut()) ? ExitCode.OK : ExitCode.NO;
    }

    /** Runs the command that the arguments name, and ends the process with its exit code. */
    public static void main(String... arguments) {
        if (System.getProperty(LOG_FORMAT) == null) {
            System.setProperty(LOG_FORMAT, "clipunit: %5$s%6$s%n");
        }
        CommandLine commandLine = commandLine(Clipunit::scorerOfMany, Clipunit::scorer)
                .setOut(writer(new FileOutputStream(FileDescriptor.out)))
                .setErr(writer(System.err));
        int exitCode = execute(commandLine, arguments);
        boolean isLost = commandLine.getOut().checkError();
        if (isLost && exitCode != ExitCode.FAILED) {
            System.err.println("clipunit: " + ScoreRun.LOST);
        }
        System.exit(isLost ? ExitCode.FAILED : exitCode);
    }

    private static int execute(CommandLine commandLine, String... arguments) {
        String[] typed;
        try {
            typed = Arguments.read(arguments);
        } catch (IllegalArgumentException e) {
            commandLine.getErr().println("clipunit: " + e.getMessage());
            return ExitCode.USAGE;
        }
        return commandLine.execute(typed);
    }

    /** All commands; each is one class. */
    static CommandLine commandLine(ScorerSource scorersOfMany, ScorerSource scorers) {
        return new CommandLine(new Clipunit())
                .addSubcommand(new ScoreCommand(scorersOfMany))
                .addSubcommand(new CalibrateCommand(scorersOfMany))
                .addSubcommand(new ConformanceCommand())
                .addSubcommand(new ModelsCommand())
                .addSubcommand(new ReportCommand())
                .addSubcommand(new CommandLine(new GoldenCommand())
                        .addSubcommand(new GoldenMigrateCommand(scorers))
                        .addSubcommand(new GoldenSpreadCommand(scorers)))
                .addSubcommand(new CommandLine.HelpCommand())
                .addSubcommand(new AutoComplete.GenerateCompletion())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setExecutionStrategy(Clipunit::execute)
                .setParameterExceptionHandler((mistake, given) -> report(mistake))
                .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command));
    }

    /** A misspelt setting would be one that is not set; the doctor lists what is. */
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

    /** The mistake alone: a page of usage would push it off the screen. */
    private static int report(ParameterException mistake) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        if ("Missing required subcommand".equals(mistake.getMessage())) {
            command.usage(err);
            err.println();
        }
        err.println(mistake.getMessage() + Arguments.hint(String.valueOf(mistake.getMessage())));
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

    /** A mistake is said in one message; the stack trace of anything else is kept in a file. */
    private static int report(Exception failure, CommandLine command) {
        PrintWriter err = command.getErr();
        boolean isMistake = failure instanceof IllegalArgumentException;
        if (isMistake
                || failure instanceof ModelUnavailableException
                || failure instanceof GoldenException
                || failure instanceof UncheckedIOException) {
            err.println("clipunit " + command.getCommandName() + ": " + failure.getMessage());
        } else {
            err.println("clipunit " + command.getCommandName() + ": unexpected failure: " + failure + kept(failure));
        }
        err.flush();
        return isMistake ? ExitCode.USAGE : ExitCode.FAILED;
    }

    private static String kept(Exception failure) {
        try {
            Path file = Files.createTempFile("clipunit-failure-", ".txt");
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace, true));
            Files.writeString(file, trace.toString());
            return "; please report it with the file [" + file + "]";
        } catch (IOException e) {
            return ", and its details cannot be kept: " + e;
        }
    }

    /** In UTF-8 whatever the locale, as JSON demands. All that commands write passes here. */
    static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true) {
            @Override
            public void write(String text, int from, int length) {
                String safe = OutputForm.LINES.of(text.substring(from, from + length));
                super.write(safe, 0, safe.length());
            }
        };
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
