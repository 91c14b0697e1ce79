package io.github.clipunit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clipunit.check.Check;
import io.github.clipunit.report.data.JournalFolder;
import io.github.clipunit.report.data.ReportFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

        assertThat(merged.checks()).isEqualTo(2);
        assertThat(merged.failed()).isEqualTo(1);
        assertThat(merged.document().runs()).hasSize(2);
        assertThat(merged.document().pictures()).hasSize(1);
    }

    @Test
    void should_count_what_several_inputs_hold_once() throws Exception {
        Path shard = shard("first", true);
        Path journal = JournalFolder.list(shard.resolve("journal")).get(0);

        Report merged = Report.merge(List.of(shard, shard.resolve(ReportFiles.JSON), journal));

        assertThat(merged.checks()).isEqualTo(1);
    }

    @Test
    void should_merge_what_was_merged_before() throws Exception {
        Path half = directory.resolve("half");
        Report.merge(List.of(shard("first", true), shard("second", false))).writeTo(half);

        Report merged = Report.merge(List.of(half, shard("third", true)));

        assertThat(merged.checks()).isEqualTo(3);
        assertThat(merged.failed()).isEqualTo(1);
    }

    @Test
    void should_read_the_journal_of_a_run_that_wrote_no_report() throws Exception {
        Path shard = shard("first", true);
        Files.delete(shard.resolve(ReportFiles.JSON));

        assertThat(Report.merge(List.of(shard)).checks()).isEqualTo(1);
    }

    @Test
    void should_refuse_what_is_no_report() throws Exception {
        Path other = Files.writeString(directory.resolve("package.json"), "{\"name\": \"x\"}");

        assertThatThrownBy(() -> Report.merge(List.of(other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a report of the format clipunit.report/1: [" + other
                        + "]; merge reports with the version of clipunit that wrote them");
        assertThatThrownBy(() -> Report.merge(List.of(directory)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nothing to merge at [" + directory + "]: expected a report.json, a journal (.jsonl), or a"
                        + " folder with either, such as target/clipunit");
    }

    @Test
    void should_let_nothing_but_pictures_into_the_page() throws Exception {
        Path json = shard("first", true).resolve(ReportFiles.JSON);
        String text = Files.readString(json);
        Files.writeString(json, text.replace("data:image/png;base64,", "data:image/svg+xml,</script><script>alert(1)"));

        Report merged = Report.merge(List.of(json));

        assertThat(merged.document().pictures()).isEmpty();
        assertThat(merged.document().warnings())
                .containsExactly("a picture is left out: its key or its data is not as clipunit writes it");
        assertThat(Files.readString(merged.writeTo(directory))).doesNotContain("alert(1)");
    }

    private Path shard(String name, boolean passes) {
        Path folder = directory.resolve(name);
        RunReport report = new RunReport(
                DemoRun.place(folder, name, "1-1", Optional.empty()),
                DemoRun.ticking(Instant.parse("2026-11-02T09:30:00Z")));
        Check.Builder check = DemoRun.check(DemoPictures.draw("fox", 16, 16, 1));
        report.record(DemoRun.test(DemoRun.POSTERS, "paints", 1), passes ? check.passed() : check.failed("too low"));
        report.finish();
        return folder;
    }
}
