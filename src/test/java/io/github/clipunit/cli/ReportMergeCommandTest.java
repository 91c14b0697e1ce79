package io.github.clipunit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.golden.store.ClassRecord;
import io.github.clipunit.golden.store.GoldenLedger;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Project;
import io.github.clipunit.report.DemoRun;
import io.github.clipunit.report.RunReport;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
                    ReportMergeCommandTest.class, Optional.empty(), Optional.empty(), "[method:" + module + "]");
            DemoRun.add(report, test, passed ? check.passed() : check.failed("too low"));
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
        assertThat(run.out()).startsWith("clipunit: 2 tests passed: file:");
        assertThat(Files.readString(merged.resolve("report.html"))).contains("a cat in web", "a cat in shop");
        assertThat(merged.resolve("report.json")).isRegularFile();
    }

    @Test
    void should_end_with_1_if_a_test_failed_and_with_2_if_there_is_nothing_to_merge() {
        assertThat(run(List.of("report", "merge", report("web", false).toString(), "--out", folder + "/all"))
                        .exitCode())
                .isEqualTo(ExitCode.NO);
        Run nothing = run(List.of("report", "merge", folder.resolve("nowhere").toString()));
        assertThat(nothing.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(nothing.err())
                .startsWith("clipunit report merge: nothing to merge at [" + folder.resolve("nowhere") + "]");
    }

    @Test
    void should_report_what_can_be_read_and_end_with_1_where_a_shard_is_damaged() throws IOException {
        Path cut = Files.writeString(folder.resolve("cut.json"), "{\"format\": \"clipunit.report/2\", \"runs\": [");
        Run run = run(
                List.of("report", "merge", report("web", true).toString(), cut.toString(), "--out", folder + "/all"));

        assertThat(run.exitCode()).isEqualTo(ExitCode.NO);
        assertThat(run.out()).startsWith("clipunit: 1 test passed; pictures and details: file:");
        assertThat(run.err().strip())
                .isEqualTo("clipunit report merge: report [" + cut
                        + "] cannot be read, and its tests are missing here: it ends too" + " early, in line 1");
        assertThat(folder.resolve("all/report.html")).isRegularFile();
    }

    @Test
    void should_fail_if_a_report_is_missing_of_as_many_as_there_must_be_but_show_the_others() throws IOException {
        Path web = report("web", true);
        Path again = folder.resolve("web/../web");
        Run run = run(List.of(
                "report", "merge", web.toString(), again.toString(), "--out", folder + "/all", "--expect", "2"));
        String message = "--expect [2] must be the number of reports, but there are 1: [" + web + ", " + again
                + "]; fetch the report of every shard, and name each once";
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err().strip()).isEqualTo("clipunit report merge: " + message);
        assertThat(run.out()).startsWith("clipunit: 1 test passed: file:");
        assertThat(Files.readString(folder.resolve("all/report.json"))).contains("--expect [2] must be");
        assertThat(run(List.of("report", "merge", web.toString(), "--out", folder + "/all", "--expect", "1"))
                        .exitCode())
                .isZero();
    }

    @Test
    void should_append_a_summary_once() throws IOException {
        Path summary = Files.writeString(folder.resolve("summary.md"), "# Build\n");
        List<String> merge = List.of(
                "report",
                "merge",
                report("web", true).toString(),
                report("shop", false).toString(),
                "--out",
                folder + "/all",
                "--summary",
                summary.toString());

        run(merge);
        Run again = run(merge);

        assertThat(again.exitCode()).isEqualTo(ExitCode.NO);
        assertThat(Files.readString(summary).replaceAll("<!-- /?clipunit [0-9a-f]{12} -->", "<!-- -->"))
                .isEqualTo("""
                        # Build
                        <!-- -->

                        ### clipunit: 1 of 2 tests failed

                        | Test | Check | Prompt | Score | Wanted | Pictures |
                        | --- | --- | --- | ---: | ---: | --- |
                        | `ReportMergeCommandTest` | CLIP score above | a cat in shop | 0.3000 | \\> 0.2800 | src\\/test\\/resources\\/pictures\\/cat\\.png |

                        Pictures and details: `%s`

                        <!-- -->
                        """.formatted(folder.resolve("all/report.html")));
    }

    @Test
    void should_add_the_points_of_several_histories() throws IOException {
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        Files.writeString(Files.createDirectories(one).resolve("a.json"), past("2026-10-01", 0.25));
        Files.writeString(Files.createDirectories(two).resolve("b.json"), past("2026-10-02", 0.26));

        run(List.of(
                "report",
                "merge",
                report("web", true).toString(),
                "--out",
                folder + "/all",
                "--history",
                one.toString(),
                "--history",
                two.toString()));

        assertThat(Files.readString(folder.resolve("all/report.json")))
                .contains("\"history\":[{\"at\":\"2026-10-01\",\"value\":0.25,\"passed\":true},"
                        + "{\"at\":\"2026-10-02\",\"value\":0.26,\"passed\":true}]");
    }

    /** An earlier report of the check that {@link #report} makes. */
    private String past(String at, double score) throws IOException {
        Matcher id = Pattern.compile("\"checks\":\\[\\{\"id\":\"(\\w+)")
                .matcher(Files.readString(report("web", true).resolve("report.json")));
        assertThat(id.find()).isTrue();
        return """
                {"format": "clipunit.report/2", "tests": [{"origin": {"run": "before"}, "checks": [
                  {"id": "%s", "at": "%s", "passed": true, "score": %s}]}]}""".formatted(id.group(1), at, score);
    }

    @Test
    void should_list_goldens_that_no_test_asked_for_and_fail_where_that_is_wanted() throws IOException {
        Path goldens = folder.resolve("goldens");
        Files.writeString(
                Files.createDirectories(goldens.resolve("com.acme.FoxTest")).resolve("old.json"), "{}");
        Path shard = report("shard/target/clipunit", true);
        ClassRecord fox =
                new ClassRecord("com.acme.FoxTest", "", new TreeMap<>(Map.of("paints", ClassRecord.ENDED)), null);
        new GoldenLedger(new Project(folder.resolve("shard")))
                .end("", Path.of("src/test/resources/golden"), List.of(fox), Set.of());
        List<String> merge = List.of(
                "report",
                "merge",
                shard.resolve("../..").normalize().toString(),
                "--out",
                folder + "/all",
                "--goldens",
                goldens.toString(),
                "--obsolete");

        Run listed = run(Stream.concat(merge.stream(), Stream.of("list")).toList());
        assertThat(listed.exitCode()).isZero();
        assertThat(listed.out())
                .contains("Goldens that no test used: 1. They were kept because another run may use them.\n  "
                        + goldens.resolve("com.acme.FoxTest/old.json"));
        assertThat(run(Stream.concat(merge.stream(), Stream.of("fail")).toList())
                        .exitCode())
                .isEqualTo(ExitCode.NO);
    }

    @Test
    void should_not_pass_for_want_of_records() {
        Path web = report("web", true);
        Run run = run(List.of("report", "merge", web.toString(), "--out", folder + "/all", "--obsolete", "fail"));
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err().strip())
                .isEqualTo("clipunit report merge: there are no goldens to look for: [" + web
                        + "] must contain the folder goldens of"
                        + " target/clipunit, and the working directory must contain the goldens");
    }

    private static Run run(List<String> arguments) {
        return Run.of(
                settings -> {
                    throw new AssertionError("no scorer is needed");
                },
                arguments.toArray(String[]::new));
    }
}
