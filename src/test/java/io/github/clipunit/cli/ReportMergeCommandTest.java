package io.github.clipunit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.report.RunReport;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportMergeCommandTest {

    private static final ClipImage CAT = ClipImage.of(Path.of("src/test/resources/pictures/cat.png"));

    @TempDir
    private Path folder;

    private Path report(String module, boolean passed) {
        Path directory = folder.resolve(module);
        try (RunReport report = RunReport.open(
                Settings.of(Map.of("clipunit.report.dir", directory.toString(), "clipunit.report.run", module)))) {
            Check.Builder check = Check.of(Measurement.of("CLIP score", 0.3, Relation.ABOVE, 0.28), CAT)
                    .prompt("a cat in " + module)
                    .score(0.3);
            TestIdentity test = new TestIdentity(
                    ReportMergeCommandTest.class, Optional.empty(), Optional.empty(), "[test:" + module + "]");
            report.record(test, passed ? check.passed() : check.failed("too low"));
        }
        return directory;
    }

    @Test
    void should_bring_the_reports_of_modules_together() throws IOException {
        Path merged = folder.resolve("all");
        Run run = Run.of(
                settings -> {
                    throw new AssertionError("no scorer is needed");
                },
                "report",
                "merge",
                report("web", true).toString(),
                report("shop", true).resolve("report.json").toString(),
                "--out",
                merged.toString());
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("clipunit: all 2 checks passed: file:");
        assertThat(Files.readString(merged.resolve("report.html"))).contains("a cat in web", "a cat in shop");
        assertThat(merged.resolve("report.json")).isRegularFile();
    }

    @Test
    void should_end_with_1_if_a_check_failed_and_with_2_if_there_is_nothing_to_merge() {
        assertThat(run(List.of("report", "merge", report("web", false).toString(), "--out", folder + "/all"))
                        .exitCode())
                .isEqualTo(ExitCode.NO);
        Run nothing = run(List.of("report", "merge", folder.resolve("nowhere").toString()));
        assertThat(nothing.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(nothing.err()).startsWith("clipunit merge: nothing to merge at [" + folder.resolve("nowhere") + "]");
    }

    private static Run run(List<String> arguments) {
        return Run.of(
                settings -> {
                    throw new AssertionError("no scorer is needed");
                },
                arguments.toArray(String[]::new));
    }
}
