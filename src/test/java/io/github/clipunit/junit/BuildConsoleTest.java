package io.github.clipunit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.report.RunReport;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.settings.Settings;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildConsoleTest {

    private static final ClipImage IMAGE = ClipImage.of(new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB));

    @TempDir
    private Path folder;

    /** What is printed at the end of a run of one check. */
    private String printed(boolean passed, Map<String, String> environment) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RunReport report = RunReport.open(Settings.of(Map.of("clipunit.report.dir", folder.toString())));
        Check.Builder check = Check.of(Measurement.of("CLIP score", 0.2, Relation.ABOVE, 0.28), IMAGE)
                .prompt("a red fox")
                .score(0.2);
        TestIdentity test =
                new TestIdentity(BuildConsoleTest.class, Optional.empty(), Optional.empty(), "[test:" + passed + "]");
        report.record(test, passed ? check.passed() : check.failed("too low"));
        report.finish().ifPresent(finished -> new BuildConsole(
                        environment, new PrintStream(out, true, StandardCharsets.UTF_8), folder)
                .announce(finished, report.own(finished), report.page()));
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void should_say_where_the_report_is_after_failures_only() {
        assertThat(printed(true, Map.of())).isEmpty();
        assertThat(printed(false, Map.of()))
                .isEqualToIgnoringNewLines("clipunit: 1 of 1 check failed; pictures and details: "
                        + folder.resolve("report.html").toAbsolutePath().toUri());
    }

    @Test
    void should_annotate_failures_on_github() {
        assertThat(printed(false, Map.of("GITHUB_ACTIONS", "true"))).contains("::error ");
        assertThat(printed(true, Map.of("GITHUB_ACTIONS", "true")))
                .doesNotContain("::error "); // those are told already
    }

    @Test
    void should_add_to_the_step_summary_and_leave_what_others_wrote() throws IOException {
        Path summary = Files.writeString(folder.resolve("summary.md"), "# Build\n");
        printed(false, Map.of("GITHUB_STEP_SUMMARY", summary.toString()));
        assertThat(summary).content().startsWith("# Build\n").contains("a red fox");
    }

    @Test
    void should_not_fail_a_run_whose_summary_cannot_be_written() {
        Path nowhere = folder.resolve("no/such/folder/summary.md");
        assertThat(printed(false, Map.of("GITHUB_STEP_SUMMARY", nowhere.toString())))
                .startsWith("clipunit: 1 of 1");
    }
}
