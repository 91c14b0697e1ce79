package io.github.clipunit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.clipunit.cache.PictureViews;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.NamedNumber;
import io.github.clipunit.check.Relation;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.report.data.CheckEntry;
import io.github.clipunit.report.data.Journal;
import io.github.clipunit.report.data.JournalLine;
import io.github.clipunit.report.data.Picture;
import io.github.clipunit.report.data.PictureEncoder;
import io.github.clipunit.report.data.ReportFiles;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportTest {

    @TempDir
    Path directory;

    @Test
    void should_write_nothing_while_no_check_is_made() {
        RunReport.open(settings()).close();

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void should_write_nothing_when_it_is_off() {
        RunReport report = RunReport.open(
                Settings.of(Map.of("clipunit.report", "off", "clipunit.report.dir", directory.toString())));

        report.record(DemoRun.test(DemoRun.POSTERS, "paints", 1), check(1));
        report.close();

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void should_not_leave_the_report_of_an_earlier_run_behind_though_no_check_is_made() {
        RunReport failing = fork("1-1");
        failing.record(DemoRun.test(DemoRun.POSTERS, "paints", 1), check(1));
        failing.close();

        RunReport sameRun = fork("2-2");
        sameRun.close();
        assertThat(directory.resolve(ReportFiles.JSON)).exists();

        new RunReport(
                        DemoRun.place(directory, "later", "3-3", Optional.empty()),
                        DemoRun.ticking(Instant.parse("2026-11-02T10:30:00Z")))
                .close();
        assertThat(directory.resolve(ReportFiles.HTML)).doesNotExist();
        assertThat(directory.resolve(ReportFiles.JSON)).doesNotExist();
    }

    @Test
    void should_merge_the_forks_of_a_run() throws Exception {
        RunReport first = fork("1-1");
        RunReport second = fork("2-2");
        first.record(DemoRun.test(DemoRun.POSTERS, "paints", 1), check(1));
        second.record(DemoRun.test(DemoRun.ICONS, "paints", 2), check(2));

        assertThat(first.finish().orElseThrow().checks()).isEqualTo(2);
        second.record(DemoRun.test(DemoRun.ICONS, "paints", 3), check(3));
        Report whole = second.finish().orElseThrow();

        assertThat(whole.checks()).isEqualTo(3);
        assertThat(second.own(whole).checks()).isEqualTo(2);
        assertThat(json().getAsJsonArray("checks")).hasSize(3);
    }

    @Test
    void should_write_the_same_bytes_again() throws Exception {
        RunReport first = fork("1-1");
        first.record(DemoRun.test(DemoRun.POSTERS, "paints", 1), check(1));
        first.close();
        byte[] page = Files.readAllBytes(directory.resolve(ReportFiles.HTML));
        byte[] data = Files.readAllBytes(directory.resolve(ReportFiles.JSON));

        place("3-3").writeReport();

        assertThat(directory.resolve(ReportFiles.HTML)).hasBinaryContent(page);
        assertThat(directory.resolve(ReportFiles.JSON)).hasBinaryContent(data);
    }

    @Test
    void should_show_what_was_kept_of_a_picture_and_keep_what_was_not(@TempDir Path cache) throws Exception {
        Settings settings = Settings.of(Map.of("clipunit.cache.embeddings.dir", cache.toString()));
        ClipImage known = DemoPictures.noisy(40, 30, 1);
        ClipImage unknown = DemoPictures.noisy(40, 30, 2);
        Picture kept = new Picture(40, 30, "data:image/png;base64,iVBORw==", null);
        try (PictureViews views = PictureViews.of(settings)) {
            views.put(known, Journal.VERSION, line(known, kept));
        }
        for (String process : List.of("1-1", "2-2")) {
            RunReport report = new RunReport(place(process), DemoRun.ticking(Instant.EPOCH), PictureViews.of(settings));
            report.record(
                    DemoRun.test(DemoRun.POSTERS, "paints", 1),
                    Check.of(Measurement.of("CLIP score", 0.3, Relation.ABOVE, 0.28), List.of(known, unknown))
                            .passed());

            Map<String, Picture> pictures =
                    report.finish().orElseThrow().document().pictures();

            assertThat(pictures)
                    .containsEntry(known.sha256(), kept)
                    .containsEntry(unknown.sha256(), PictureEncoder.encode(unknown));
        }
        try (PictureViews views = PictureViews.of(settings)) {
            assertThat(views.find(unknown, Journal.VERSION)).contains(line(unknown, PictureEncoder.encode(unknown)));
            assertThat(views.find(unknown, "another version")).isEmpty();
        }
    }

    private static byte[] line(ClipImage image, Picture picture) {
        return (new Gson().toJson(JournalLine.of(image.sha256(), picture)) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void should_keep_no_view_where_embeddings_are_not_kept(@TempDir Path cache) {
        ClipImage image = DemoPictures.noisy(40, 30, 1);
        try (PictureViews views = PictureViews.of(Settings.of(
                Map.of("clipunit.cache.embeddings", "off", "clipunit.cache.embeddings.dir", cache.toString())))) {
            views.put(image, Journal.VERSION, new byte[] {1});
            assertThat(views.find(image, Journal.VERSION)).isEmpty();
        }
        assertThat(cache).isEmptyDirectory();
    }

    @Test
    void should_lose_only_the_line_that_a_killed_fork_was_writing() throws Exception {
        RunReport killed = fork("1-1");
        killed.record(DemoRun.test(DemoRun.POSTERS, "paints", 1), check(1));
        killed.record(DemoRun.test(DemoRun.POSTERS, "paints", 2), check(2));
        Path journal = place("1-1").folder().ofRun().get(0);
        String text = Files.readString(journal);
        Files.writeString(journal, text.substring(0, text.length() - 40), StandardOpenOption.TRUNCATE_EXISTING);

        RunReport other = fork("2-2");
        other.record(DemoRun.test(DemoRun.POSTERS, "paints", 3), check(3));
        Report report = other.finish().orElseThrow();

        assertThat(report.checks()).isEqualTo(2);
        assertThat(report.document().warnings())
                .containsExactly("line 5 of journal [" + journal.getFileName() + "] is incomplete: a test process was"
                        + " stopped while it wrote, and its last check is lost");
    }

    @Test
    void should_report_only_the_last_attempt_of_a_test_that_is_run_again() {
        RunReport report = fork("1-1");
        TestIdentity test = DemoRun.test(DemoRun.POSTERS, "paints", 1);
        report.begin(test);
        report.record(
                test,
                DemoRun.check(DemoPictures.draw("fox", 8, 8, 1))
                        .named("first question")
                        .failed("no"));
        report.begin(test);
        report.record(
                test,
                DemoRun.check(DemoPictures.draw("fox", 8, 8, 1))
                        .named("first question")
                        .passed());
        report.record(
                test,
                DemoRun.check(DemoPictures.draw("fox", 8, 8, 1))
                        .named("second question")
                        .passed());

        List<CheckEntry> checks = report.finish().orElseThrow().document().checks();

        assertThat(checks).extracting(CheckEntry::name).containsExactly("first question", "second question");
        assertThat(checks)
                .allMatch(CheckEntry::passed)
                .extracting(CheckEntry::attempts)
                .containsExactly(2, 2);
    }

    @Test
    void should_take_tests_that_one_process_runs_again_for_further_attempts() {
        TestIdentity failing = DemoRun.test(DemoRun.POSTERS, "paints", 1);
        RunReport first = fork("1-1");
        first.begin(failing);
        first.record(
                failing,
                DemoRun.check(DemoPictures.draw("fox", 8, 8, 1))
                        .named("question")
                        .failed("no"));
        first.record(
                DemoRun.test(DemoRun.POSTERS, "paints", 2),
                DemoRun.check(DemoPictures.draw("fox", 8, 8, 1))
                        .named("other question")
                        .passed());
        first.finish();
        RunReport again = fork("1-1");
        again.begin(failing);
        again.record(
                failing,
                DemoRun.check(DemoPictures.draw("fox", 8, 8, 1))
                        .named("question")
                        .passed());

        Report report = again.finish().orElseThrow();

        assertThat(report.document().checks())
                .extracting(CheckEntry::name, CheckEntry::passed)
                .containsExactlyInAnyOrder(tuple("question", true), tuple("other question", true));
        assertThat(again.own(report).checks()).isEqualTo(1);
    }

    @Test
    void should_keep_all_checks_of_parallel_tests() {
        RunReport report = fork("1-1");

        IntStream.range(0, 200)
                .parallel()
                .forEach(i -> report.record(DemoRun.test(DemoRun.POSTERS, "paints", i + 1), check(i % 5)));

        assertThat(report.finish().orElseThrow().checks()).isEqualTo(200);
    }

    @Test
    void should_keep_numbers_that_json_does_not_know() {
        RunReport report = fork("1-1");
        report.record(
                DemoRun.test(DemoRun.POSTERS, "paints", 1),
                Check.of(
                                Measurement.of("CLIP score", Double.NaN, Relation.ABOVE, 0.28),
                                DemoPictures.draw("fox", 8, 8, 1))
                        .score(Double.NaN)
                        .figure("drop", Double.POSITIVE_INFINITY)
                        .failed("NaN"));

        CheckEntry check = report.finish().orElseThrow().document().checks().get(0);

        assertThat(check.measurement().found()).isNaN();
        assertThat(check.score()).isNaN();
        assertThat(check.figures()).containsExactly(new NamedNumber("drop", Double.POSITIVE_INFINITY));
    }

    @Test
    void should_survive_forks_that_end_at_once_or_not_at_all() throws Exception {
        List<Process> forks = new ArrayList<>();
        for (String end : List.of("close", "close", "exit", "halt")) {
            forks.add(new ProcessBuilder(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-cp",
                            System.getProperty("java.class.path"),
                            ReportingProcess.class.getName(),
                            directory.toString(),
                            end)
                    .inheritIO()
                    .start());
        }
        for (Process fork : forks) {
            fork.waitFor();
        }

        Report report = place("3-3").writeReport();

        assertThat(report.checks()).isEqualTo(4 * ReportingProcess.CHECKS);
        assertThat(report.document().warnings()).isEmpty();
        assertThat(directory.resolve(ReportFiles.HTML)).exists();
        try (var left = Files.list(directory)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(ReportFiles.HTML, ReportFiles.JSON, "journal");
        }
    }

    private RunReport fork(String process) {
        return new RunReport(place(process), DemoRun.ticking(Instant.parse("2026-11-02T09:30:00Z")));
    }

    private ReportPlace place(String process) {
        return DemoRun.place(directory, "one", process, Optional.empty());
    }

    private Settings settings() {
        return Settings.of(Map.of("clipunit.report.dir", directory.toString()));
    }

    private JsonObject json() throws Exception {
        return JsonParser.parseString(Files.readString(directory.resolve(ReportFiles.JSON)))
                .getAsJsonObject();
    }

    private static Check check(int seed) {
        return DemoRun.check(DemoPictures.draw("fox", 40, 40, seed))
                .prompt("a red fox")
                .passed();
    }
}
