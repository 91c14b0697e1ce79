package io.github.clipunit.junit;

import io.github.clipunit.report.Report;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where developers look when a run is over: the console, and on GitHub the step summary and the annotations.
 *
 * @param environment the environment variables
 * @param out where a build's output goes
 * @param module the module's directory, in which its sources lie
 */
record BuildConsole(Map<String, String> environment, PrintStream out, Path module) {

    private static final System.Logger LOG = System.getLogger(BuildConsole.class.getName());

    /**
     * Says how the run ended.
     *
     * @param report the report of all processes of the run so far
     * @param own the part of this process, so that nothing is announced twice
     */
    void announce(Report report, Report own, Path page) {
        own.closingLine(page).ifPresent(out::println);
        if (environment.containsKey("GITHUB_ACTIONS")) {
            Path workspace = Path.of(environment.getOrDefault("GITHUB_WORKSPACE", "."));
            own.annotations(workspace, module).forEach(out::println);
        }
        Optional.ofNullable(environment.get("GITHUB_STEP_SUMMARY"))
                .filter(file -> !file.isBlank())
                .map(Path::of)
                .ifPresent(file -> summarize(report, file, page));
    }

    private static void summarize(Report report, Path file, Path page) {
        try {
            String summary = Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
            Files.writeString(file, report.markdownInto(summary, page.toString()), StandardCharsets.UTF_8);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "clipunit: no step summary in [" + file + "]", e);
        }
    }
}
