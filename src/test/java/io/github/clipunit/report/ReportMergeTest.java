package io.github.clipunit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.clipunit.check.Check;
import io.github.clipunit.report.data.JournalFolder;
import io.github.clipunit.report.data.ReportFiles;
import io.github.clipunit.report.data.TestEntry;
import io.github.clipunit.report.data.TestStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportMergeTest {

    @TempDir
    Path directory;

    @Test
    void should_put_the_shards_of_a_build_into_one_report() throws Exception {
        Path first = shard("first", true);
        Path second = shard("second", false);

        Report merged = Report.merge(List.of(first.resolve(ReportFiles.JSON), second));

        assertThat(merged.totals().tests()).isEqualTo(2);
        assertThat(merged.totals().failed()).isEqualTo(1);
        assertThat(merged.document().runs()).hasSize(2);
        assertThat(merged.document().pictures()).hasSize(1);
    }

    @Test
    void should_count_what_several_inputs_hold_once() throws Exception {
        Path shard = shard("first", true);
        Path journal = JournalFolder.list(shard.resolve("journal")).get(0);

        Report merged = Report.merge(List.of(shard, shard.resolve(ReportFiles.JSON), journal));

        assertThat(merged.totals().tests()).isEqualTo(1);
    }

    @Test
    void should_merge_what_was_merged_before() throws Exception {
        Path half = directory.resolve("half");
        Report.merge(List.of(shard("first", true), shard("second", false))).writeTo(half);

        Report merged = Report.merge(List.of(half, shard("third", true)));

        assertThat(merged.totals().tests()).isEqualTo(3);
        assertThat(merged.totals().failed()).isEqualTo(1);
    }

    @Test
    void should_read_the_journal_of_a_run_that_wrote_no_report() throws Exception {
        Path shard = shard("first", true);
        Files.delete(shard.resolve(ReportFiles.JSON));

        assertThat(Report.merge(List.of(shard)).totals().tests()).isEqualTo(1);
    }

    @Test
    void should_refuse_what_is_no_report() throws Exception {
        Path other = Files.writeString(directory.resolve("package.json"), "{\"name\": \"x\"}");

        assertThatThrownBy(() -> Report.merge(List.of(other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a report of the format clipunit.report/2: [" + other
                        + "]; merge reports with the version of clipunit that wrote them");
        assertThatThrownBy(() -> Report.merge(List.of(directory)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nothing to merge at [" + directory + "]: expected a report.json, a journal (.jsonl), or a"
                        + " folder with either, such as target/clipunit");
    }

    @Test
    void should_copy_no_file_but_pictures_of_ours() throws Exception {
        Path json = shard("first", true).resolve(ReportFiles.JSON);
        Path secret = Files.writeString(directory.resolve("secret.png"), "secret");
        String text = Files.readString(json);
        Files.writeString(json, text.replaceFirst("\"small\":\"[^\"]*\"", "\"small\":\"../secret.png\""));

        Report merged = Report.merge(List.of(json));

        assertThat(merged.document().pictures()).isEmpty();
        assertThat(merged.warnings())
                .containsExactly("a picture was left out: its key or its file names are not in clipunit's format");
        Path out = directory.resolve("out");
        assertThat(Files.readString(merged.writeTo(out))).doesNotContain("secret");
        assertThat(out.resolve(secret.getFileName())).doesNotExist();
    }

    @Test
    void should_bring_pictures_along() throws Exception {
        Path out = directory.resolve("out");
        Report merged = Report.merge(List.of(shard("first", true), shard("second", false)));
        merged.writeTo(out);

        assertThat(merged.document().files()).isNotEmpty().allSatisfy(name -> assertThat(out.resolve(name))
                .hasBinaryContent(Files.readAllBytes(directory.resolve("first").resolve(name))));
    }

    @Test
    void should_say_that_pictures_are_missing() throws Exception {
        Path shard = shard("first", true);
        for (String name : Report.merge(List.of(shard)).document().files()) {
            Files.delete(shard.resolve(name));
        }
        Path out = directory.resolve("out");
        Report.merge(List.of(shard)).writeTo(out);

        assertThat(Files.readString(out.resolve(ReportFiles.JSON)))
                .contains("1 picture is missing: keep the pictures folder next to each report.json")
                .doesNotContain("\"small\"");
    }

    /** Every value of a report in turn is replaced by others: what is left of the shards is reported. */
    @Test
    void should_warn_of_a_damaged_shard_and_report_the_others() throws Exception {
        Path good = shard("first", true);
        Path bad = shard("second", false).resolve(ReportFiles.JSON);
        String text = Files.readString(bad);
        Matcher values = Pattern.compile("(?<=\":|,|\\[)(?:\"[^\"]*\"|-?[0-9.]+|true|false)(?=[,}\\]])")
                .matcher(text);
        int refused = 0;
        while (values.find()) {
            for (String other : List.of("null", "1e999", "\"x\"", "[]", "{}", "[null]", "true")) {
                Files.writeString(bad, text.substring(0, values.start()) + other + text.substring(values.end()));
                boolean isOfOtherFormat = text.substring(0, values.start()).endsWith("\"format\":");
                if (!isOfOtherFormat) {
                    Report merged = Report.merge(List.of(good, bad));
                    merged.writeTo(directory.resolve("out"));

                    assertThat(merged.totals().tests()).isBetween(1, 2);
                    if (merged.totals().tests() == 1 && !merged.isGood()) {
                        refused++;
                        assertThat(merged.warnings())
                                .anyMatch(warning -> warning.startsWith(
                                        "report [" + bad + "] cannot be read, and its tests are missing here: "));
                    }
                }
            }
        }
        assertThat(refused).isGreaterThan(50);
    }

    @Test
    void should_call_a_test_that_never_ended_an_error() throws Exception {
        Path shard = shard("first", true);
        Files.delete(shard.resolve(ReportFiles.JSON));
        Path journal = JournalFolder.list(shard.resolve("journal")).get(0);
        List<String> lines = Files.readAllLines(journal);
        Files.write(
                journal,
                lines.stream().filter(line -> !line.startsWith("{\"test\"")).toList());

        assertThat(Report.merge(List.of(shard)).document().tests())
                .extracting(TestEntry::status, TestEntry::message)
                .containsExactly(tuple(TestStatus.ERROR, "its process ended before the test did"));
    }

    private Path shard(String name, boolean passes) {
        Path folder = directory.resolve(name);
        RunReport report = new RunReport(
                DemoRun.place(folder, name, "1-1", Optional.empty()),
                DemoRun.ticking(Instant.parse("2026-11-02T09:30:00Z")));
        Check.Builder check = DemoRun.check(DemoPictures.draw("fox", 16, 16, 1));
        DemoRun.add(
                report, DemoRun.test(DemoRun.POSTERS, "paints", 1), passes ? check.passed() : check.failed("too low"));
        report.finish();
        return folder;
    }
}
