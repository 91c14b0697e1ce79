package io.github.clipunit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.check.Check;
import io.github.clipunit.check.CheckedGolden;
import io.github.clipunit.check.CheckedGolden.Outcome;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Project;
import io.github.clipunit.report.DemoRun;
import io.github.clipunit.report.Report;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildConsoleTest {

    private static final ClipImage IMAGE = ClipImage.of(new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB));

    private static final TestIdentity TEST =
            new TestIdentity(BuildConsoleTest.class, Optional.empty(), Optional.empty(), "[method:paints()]");

    @TempDir
    private Path folder;

    private final WrittenGoldens goldens = new WrittenGoldens();

    private static Check.Builder check() {
        return Check.of(Measurement.of("CLIP score", 0.2, Relation.ABOVE, 0.28), IMAGE)
                .prompt("a red fox")
                .score(0.2);
    }

    /** What is printed at the end of a run of one check. */
    private String printed(boolean passed, Map<String, String> environment) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RunReport report = RunReport.open(Settings.of(Map.of("clipunit.report.dir", folder.toString())));
        DemoRun.add(report, TEST, passed ? check().passed() : check().failed("too low"));
        BuildConsole console = new BuildConsole(environment, new PrintStream(out, true, StandardCharsets.UTF_8));
        Optional<Report> finished = report.finish();
        console.close(finished.map(report::own), goldens.summary().stream().toList(), report.page());
        finished.ifPresent(whole -> console.announce(whole, report.own(whole), report.page()));
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void should_say_where_the_report_is_after_failures_only() {
        assertThat(printed(true, Map.of())).isEmpty();
        assertThat(printed(false, Map.of()))
                .isEqualToIgnoringNewLines("clipunit: 1 of 1 test failed; pictures and details: "
                        + folder.resolve("report.html").toAbsolutePath().toUri());
    }

    @Test
    void should_count_each_golden_that_was_written_once() {
        Stream.of(
                        new CheckedGolden("fox.json", Outcome.RECORDED),
                        new CheckedGolden("owl.json", Outcome.RECORDED),
                        new CheckedGolden("cat.json", Outcome.UPDATED),
                        new CheckedGolden("cat.json", Outcome.UPDATED),
                        new CheckedGolden("dog.json", Outcome.HELD),
                        new CheckedGolden("elk.json", Outcome.REGRESSED))
                .forEach(goldens::add);
        String page = folder.resolve("report.html").toAbsolutePath().toUri().toString();

        assertThat(printed(false, Map.of()))
                .isEqualToIgnoringNewLines("clipunit: 1 of 1 test failed, 2 goldens recorded, 1 golden rewritten"
                        + " (review and commit them); pictures and details: " + page);
        assertThat(printed(true, Map.of()))
                .isEqualToIgnoringNewLines("clipunit: 2 goldens recorded, 1 golden rewritten"
                        + " (review and commit them); pictures and details: " + page);
    }

    @Test
    void should_count_goldens_where_there_is_no_report() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        goldens.add(new CheckedGolden("fox.json", Outcome.RECORDED));

        new BuildConsole(Map.of(), new PrintStream(out, true, StandardCharsets.UTF_8))
                .close(Optional.empty(), goldens.summary().stream().toList(), folder.resolve("report.html"));

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines("clipunit: 1 golden recorded (review and commit it)");
    }

    @Test
    void should_keep_what_modules_that_are_built_in_parallel_add_to_the_step_summary() {
        Path summary = folder.resolve("summary.md");

        IntStream.range(0, 16).parallel().forEach(number -> {
            Path module = folder.resolve("module-" + number);
            RunReport report = RunReport.open(Settings.of(Map.of()).in(new Project(module)));
            DemoRun.add(report, TEST, check().failed("too low"));
            Report whole = report.finish().orElseThrow();
            new BuildConsole(Map.of("GITHUB_STEP_SUMMARY", summary.toString()), System.out)
                    .announce(whole, report.own(whole), report.page());
        });

        assertThat(summary)
                .content()
                .contains(IntStream.range(0, 16)
                        .mapToObj(number -> folder.resolve("module-" + number + "/target/clipunit/report.html")
                                .toString())
                        .toList());
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
    void should_not_fail_a_run_whose_summary_cannot_be_written() throws IOException {
        Path nowhere = Files.writeString(folder.resolve("file"), "").resolve("summary.md");
        assertThat(printed(false, Map.of("GITHUB_STEP_SUMMARY", nowhere.toString())))
                .startsWith("clipunit: 1 of 1");
    }
}
