package io.github.clipunit.junit;

import io.github.clipunit.internal.LockFile;
import io.github.clipunit.internal.OutputForm;
import io.github.clipunit.report.Report;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The places where developers look after a run: the console and, on GitHub, the step summary and the annotations.
 *
 * @param environment the environment variables
 * @param out the stream for the build's output
 */
record BuildConsole(Map<String, String> environment, PrintStream out) {

    private static final System.Logger LOG = System.getLogger(BuildConsole.class.getName());

    /**
     * Returns the console of the build itself. Surefire captures {@code System.out} and {@code System.err}, and may
     * write them to files; Gradle captures them and shows neither. Both pass on the error stream of the process itself.
     */
    static BuildConsole ofProcess() {
        PrintStream errors = new PrintStream(new FileOutputStream(FileDescriptor.err), true, Charset.defaultCharset());
        return new BuildConsole(System.getenv(), errors);
    }

    /**
     * Prints in one line what a person has to look at, if there is anything.
     *
     * @param own the report of this process, if there is one
     * @param goldens the goldens that this process wrote and proposed
     */
    void close(Optional<Report> own, List<String> goldens, Path page) {
        List<String> facts = Stream.concat(own.flatMap(Report::failures).stream(), goldens.stream())
                .toList();
        if (!facts.isEmpty()) {
            out.println(OutputForm.LINES.of(
                    "clipunit: " + String.join(", ", facts) + (own.isPresent() ? Report.details(page) : "")));
        }
    }

    /**
     * Reports the result of the run to GitHub.
     *
     * @param report the report of all processes of the run so far
     * @param own the part of this process, so that nothing is announced twice
     */
    void announce(Report report, Report own, Path page) {
        if (environment.containsKey("GITHUB_ACTIONS")) {
            own.annotations().forEach(out::println);
        }
        Optional.ofNullable(environment.get("GITHUB_STEP_SUMMARY"))
                .filter(file -> !file.isBlank())
                .map(file -> Path.of(file).toAbsolutePath())
                .ifPresent(file -> summarize(report, file, page));
    }

    /** Writes the step summary under a lock next to the file, because modules that are built in parallel share it. */
    private static void summarize(Report report, Path file, Path page) {
        try {
            new LockFile(file.resolveSibling(file.getFileName() + ".lock")).hold(() -> {
                String summary = Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
                return Files.writeString(file, report.markdownInto(summary, page.toString()), StandardCharsets.UTF_8);
            });
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "clipunit: no step summary in [" + file + "]", e);
        }
    }
}
