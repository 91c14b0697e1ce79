package io.github.clipunit.spark;

import io.github.clipunit.model.ModelUnavailableException;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program of {@code spark-submit --class io.github.clipunit.spark.ClipunitSpark clipunit-spark-VERSION.jar}. */
@Command(
        name = "clipunit-spark",
        mixinStandardHelpOptions = true,
        versionProvider = ClipunitSpark.Version.class,
        description = "Scores pictures against prompts on Apache Spark.",
        subcommands = ScoreCommand.class)
public final class ClipunitSpark implements Runnable {

    static final int OK = 0;
    static final int NO = 1;
    static final int USAGE = 2;
    static final int UNREADABLE = 3;
    static final int FAILED = 4;

    private ClipunitSpark() {}

    /**
     * Runs a command and ends the process with its exit code unless that is 0, because clusters treat any explicit exit
     * as a failure.
     */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
        int code =
                run(out, new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true), arguments);
        if (code != OK) {
            System.exit(code);
        }
    }

    @Override
    public void run() {
        throw new ParameterException(new CommandLine(this), "name a command: score");
    }

    /** Runs a command in the existing session, or in a new one that ends with the command. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new ClipunitSpark())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setParameterExceptionHandler((mistake, given) -> report(mistake))
                .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command))
                .execute(arguments);
    }

    /** Prints the mistake and how to get help: a page of usage would push it off the screen. */
    private static int report(ParameterException mistake) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(mistake.getMessage());
        UnmatchedArgumentException.printSuggestions(mistake, err);
        err.println("Usage: " + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return USAGE;
    }

    /** Reports a mistake that the user can correct in one message; other exceptions keep their stack trace. */
    private static int report(Exception failure, CommandLine command) {
        PrintWriter err = command.getErr();
        boolean isMistake = failure instanceof IllegalArgumentException;
        String model = modelFailure(failure);
        if (isMistake || model != null || failure instanceof IOException) {
            err.println("clipunit-spark " + command.getCommandName() + ": "
                    + (model == null ? failure.getMessage() : model));
        } else {
            failure.printStackTrace(err);
        }
        err.flush();
        return isMistake ? USAGE : FAILED;
    }

    /**
     * Finds a failure of the model. Spark passes on the exceptions of tasks as text, and those of the driver unchanged.
     */
    private static @Nullable String modelFailure(@Nullable Throwable failure) {
        String name = ModelUnavailableException.class.getName() + ": ";
        if (failure == null) {
            return null;
        }
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof ModelUnavailableException) {
            return message;
        }
        int at = message.indexOf(name);
        return at < 0
                ? modelFailure(failure.getCause())
                : message.substring(at + name.length()).split("\n\tat ", 2)[0];
    }

    /** Returns the session that {@code spark-submit} describes. */
    static SparkSession session() {
        return SparkSession.builder().appName("clipunit").getOrCreate();
    }

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            @Nullable String version = ClipunitSpark.class.getPackage().getImplementationVersion();
            return new String[] {
                "clipunit-spark " + (version == null ? "(version unknown: not run from its jar)" : version)
            };
        }
    }
}
