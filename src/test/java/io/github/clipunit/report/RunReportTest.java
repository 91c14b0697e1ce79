package io.github.clipunit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.clipunit.cache.PictureViews;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.NamedNumber;
import io.github.clipunit.check.Relation;
import io.github.clipunit.explain.PictureKind;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.report.data.CheckEntry;
import io.github.clipunit.report.data.EncodedPicture;
import io.github.clipunit.report.data.Picture;
import io.github.clipunit.report.data.PictureEncoder;
import io.github.clipunit.report.data.ReportFiles;
import io.github.clipunit.report.data.ReportPictures;
import io.github.clipunit.report.data.TestEntry;
import io.github.clipunit.report.data.TestOutcome;
import io.github.clipunit.report.data.TestStatus;
import io.github.clipunit.report.data.Totals;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportTest {

    @TempDir
    Path directory;

    @Test
    void should_write_nothing_while_no_test_runs() {
        RunReport.open(settings()).close();

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void should_write_nothing_when_it_is_off() {
        RunReport report = RunReport.open(
                Settings.of(Map.of("clipunit.report", "off", "clipunit.report.dir", directory.toString())));

        DemoRun.add(report, DemoRun.test(DemoRun.POSTERS, "paints", 1), check(1));
        report.close();

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void should_not_leave_the_report_of_an_earlier_run_behind_though_no_test_runs() {
        RunReport failing = fork("1-1");
        DemoRun.add(failing, DemoRun.test(DemoRun.POSTERS, "paints", 1), check(1));
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
        DemoRun.add(first, DemoRun.test(DemoRun.POSTERS, "paints", 1), check(1));
        DemoRun.add(second, DemoRun.test(DemoRun.ICONS, "paints", 2), check(2));

        assertThat(first.finish().orElseThrow().totals().checks()).isBetween(1, 2); // as far as the other has written
        DemoRun.add(second, DemoRun.test(DemoRun.ICONS, "paints", 3), check(3));
        Report whole = second.finish().orElseThrow();

        assertThat(whole.totals().checks()).isEqualTo(3);
        assertThat(second.own(whole).totals().checks()).isEqualTo(2);
        assertThat(json().getAsJsonArray("tests")).hasSize(3);
    }

    @Test
    void should_write_the_same_bytes_again() throws Exception {
        RunReport first = fork("1-1");
        DemoRun.add(first, DemoRun.test(DemoRun.POSTERS, "paints", 1), check(1));
        first.close();
        byte[] page = Files.readAllBytes(directory.resolve(ReportFiles.HTML));
        byte[] data = Files.readAllBytes(directory.resolve(ReportFiles.JSON));

        place("3-3").writeReport(Optional.empty(), new ReportPictures(directory, PictureViews.none()));

        assertThat(directory.resolve(ReportFiles.HTML)).hasBinaryContent(page);
        assertThat(directory.resolve(ReportFiles.JSON)).hasBinaryContent(data);
    }

    @Test
    void should_show_what_was_kept_of_a_picture_and_keep_what_was_not(@TempDir Path cache) throws Exception {
        Settings settings = Settings.of(Map.of("clipunit.cache.embeddings.dir", cache.toString()));
        ClipImage known = DemoPictures.noisy(40, 30, 1);
        ClipImage unknown = DemoPictures.noisy(40, 30, 2);
        try (PictureViews views = PictureViews.of(settings)) {
            views.put(known, ReportPictures.VERSION, "-text.gif\nGIF89a".getBytes(StandardCharsets.US_ASCII));
        }
        EncodedPicture made = PictureEncoder.small(unknown);
        RunReport report = new RunReport(place("1-1"), DemoRun.ticking(Instant.EPOCH), PictureViews.of(settings));
        DemoRun.add(
                report,
                DemoRun.test(DemoRun.POSTERS, "paints", 1),
                Check.of(Measurement.of("CLIP score", 0.3, Relation.ABOVE, 0.28), List.of(known, unknown))
                        .passed());

        Map<String, Picture> pictures = report.finish().orElseThrow().document().pictures();

        assertThat(pictures.get(known.sha256()))
                .isEqualTo(new Picture(
                        40, 30, "pictures/" + known.sha256().substring(0, 32) + "-text.gif", null, PictureKind.TEXT));
        assertThat(directory.resolve("pictures/" + known.sha256().substring(0, 32) + "-text.gif"))
                .hasContent("GIF89a");
        assertThat(directory.resolve("pictures/" + unknown.sha256().substring(0, 32) + "." + made.extension()))
                .hasBinaryContent(made.bytes());
        try (PictureViews views = PictureViews.of(settings)) {
            assertThat(views.find(unknown, ReportPictures.VERSION)).hasValueSatisfying(kept -> assertThat(
                            new String(kept, StandardCharsets.ISO_8859_1))
                    .isEqualTo("." + made.extension() + "\n" + new String(made.bytes(), StandardCharsets.ISO_8859_1)));
            assertThat(views.find(unknown, "another version")).isEmpty();
        }
    }

    @Test
    void should_keep_no_view_where_embeddings_are_not_kept(@TempDir Path cache) {
        ClipImage image = DemoPictures.noisy(40, 30, 1);
        try (PictureViews views = PictureViews.of(Settings.of(
                Map.of("clipunit.cache.embeddings", "off", "clipunit.cache.embeddings.dir", cache.toString())))) {
            views.put(image, ReportPictures.VERSION, new byte[] {1});
            assertThat(views.find(image, ReportPictures.VERSION)).isEmpty();
        }
        assertThat(cache).isEmptyDirectory();
    }

    @Test
    void should_delete_the_pictures_of_an_earlier_run_and_leave_those_that_it_shows_too() throws Exception {
        RunReport earlier = fork("1-1");
        DemoRun.add(earlier, DemoRun.test(DemoRun.POSTERS, "paints", 1), check(1));
        DemoRun.add(earlier, DemoRun.test(DemoRun.POSTERS, "paints", 2), check(2));
        Set<String> before = earlier.finish().orElseThrow().document().files();
        for (String name : before) {
            Files.setLastModifiedTime(directory.resolve(name), FileTime.from(Instant.EPOCH));
        }
        RunReport later = new RunReport(
                DemoRun.place(directory, "later", "3-3", Optional.empty()),
                DemoRun.ticking(Instant.parse("2026-11-02T10:30:00Z")));
        DemoRun.add(later, DemoRun.test(DemoRun.POSTERS, "paints", 1), check(1));

        Set<String> named = later.finish().orElseThrow().document().files();

        assertThat(before).hasSize(2).containsAll(named);
        assertThat(named).hasSize(1);
        try (var left = Files.list(directory.resolve("pictures"))) {
            assertThat(left.map(file -> "pictures/" + file.getFileName())).containsExactlyElementsOf(named);
        }
    }

    @Test
    void should_lose_only_the_line_that_a_killed_fork_was_writing() throws Exception {
        RunReport killed = fork("1-1");
        DemoRun.add(killed, DemoRun.test(DemoRun.POSTERS, "paints", 1), check(1));
        DemoRun.add(killed, DemoRun.test(DemoRun.POSTERS, "paints", 2), check(2));
        killed.finish();
        Path journal = place("1-1").folder().ofRun().get(0);
        List<String> lines = Files.readAllLines(journal);
        String cut = lines.get(5).substring(0, 40);
        Files.writeString(journal, String.join("\n", lines.subList(0, 5)) + "\n" + cut);

        RunReport other = fork("2-2");
        DemoRun.add(other, DemoRun.test(DemoRun.POSTERS, "paints", 3), check(3));
        Report report = other.finish().orElseThrow();

        assertThat(lines.get(5)).startsWith("{\"check\":");
        assertThat(report.totals().tests()).isEqualTo(2);
        assertThat(report.warnings())
                .containsExactly("line 6 of journal [" + journal.getFileName() + "] is incomplete: a test process was"
                        + " stopped while it was writing, and its last entry is lost");
    }

    /** As the umask has it, so that a container's root and the host's user can read them. */
    @Test
    void should_write_files_that_others_may_read() throws Exception {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"), "needs POSIX modes");
        RunReport report = fork("1-1");
        DemoRun.add(report, DemoRun.test(DemoRun.POSTERS, "paints", 1), check(1));
        report.close();
        Set<PosixFilePermission> usual = Files.getPosixFilePermissions(Files.createFile(directory.resolve("usual")));

        try (var files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile)).hasSizeGreaterThan(4).allSatisfy(file -> assertThat(
                            Files.getPosixFilePermissions(file))
                    .as("%s", file)
                    .isEqualTo(usual));
        }
    }

    @Test
    void should_report_only_the_last_attempt_of_a_test_that_is_run_again() {
        RunReport report = fork("1-1");
        TestIdentity test = DemoRun.test(DemoRun.POSTERS, "paints", 1);
        DemoRun.add(report, test, question("first question").failed("no"));
        report.begin(test);
        report.record(test, question("first question").passed());
        report.record(test, question("second question").passed());
        report.end(test, TestOutcome.PASSED);

        Report finished = report.finish().orElseThrow();

        TestEntry entry = finished.document().tests().get(0);
        assertThat(entry.checks())
                .allMatch(CheckEntry::passed)
                .extracting(CheckEntry::name)
                .containsExactly("first question", "second question");
        assertThat(entry)
                .extracting(TestEntry::status, TestEntry::attempts, TestEntry::flaky, TestEntry::message)
                .containsExactly(TestStatus.PASSED, 2, true, "no");
        assertThat(finished.totals().headline()).isEqualTo("1 test passed, 1 flaky");
    }

    @Test
    void should_take_tests_that_one_process_runs_again_for_further_attempts() {
        TestIdentity failing = DemoRun.test(DemoRun.POSTERS, "paints", 1);
        RunReport first = fork("1-1");
        DemoRun.add(first, failing, question("question").failed("no"));
        DemoRun.add(
                first,
                DemoRun.test(DemoRun.POSTERS, "paints", 2),
                question("other question").passed());
        first.finish();
        RunReport again = fork("1-1");
        DemoRun.add(again, failing, question("question").failed("still no"));

        Report report = again.finish().orElseThrow();

        assertThat(report.document().tests())
                .extracting(TestEntry::status, TestEntry::attempts, TestEntry::flaky)
                .containsExactlyInAnyOrder(tuple(TestStatus.FAILED, 2, false), tuple(TestStatus.PASSED, 1, false));
        assertThat(again.own(report).totals().tests()).isEqualTo(1);
    }

    private static Check.Builder question(String name) {
        return DemoRun.check(DemoPictures.draw("fox", 8, 8, 1)).named(name);
    }

    @Test
    void should_count_tests_as_the_build_does() {
        RunReport report = fork("1-1");
        int number = 0;
        for (TestStatus status : TestStatus.values()) {
            TestIdentity test = DemoRun.test(DemoRun.POSTERS, "paints", ++number);
            report.begin(test);
            report.end(test, new TestOutcome(status, "why", null));
        }
        TestIdentity type = new TestIdentity(
                DemoRun.POSTERS, Optional.empty(), Optional.empty(), "[engine:junit-jupiter]/[class:PosterTest]");
        DemoRun.add(report, type, question("before all").passed());

        Totals totals = report.finish().orElseThrow().totals();

        assertThat(totals).isEqualTo(new Totals(5, 1, 1, 1, 1, 1, 0, 1, 0));
        assertThat(totals.headline()).isEqualTo("1 of 5 tests failed, 1 ended in an error, 1 aborted, 1 disabled");
    }

    @Test
    void should_not_hold_a_failed_check_against_a_test_that_passed() {
        RunReport report = fork("1-1");
        TestIdentity test = DemoRun.test(DemoRun.POSTERS, "paints", 1);
        report.begin(test);
        report.record(test, question("question").failed("as the test wants it"));
        report.end(test, TestOutcome.PASSED);

        Report finished = report.finish().orElseThrow();

        assertThat(finished.isGood()).isTrue();
        assertThat(finished.failures()).isEmpty();
        assertThat(finished.totals().expected()).isEqualTo(1);
    }

    @Test
    void should_keep_all_checks_of_parallel_tests() {
        RunReport report = fork("1-1");

        IntStream.range(0, 200)
                .parallel()
                .forEach(i -> DemoRun.add(report, DemoRun.test(DemoRun.POSTERS, "paints", i + 1), check(i % 5)));

        assertThat(report.finish().orElseThrow().totals().checks()).isEqualTo(200);
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

        CheckEntry check =
                report.finish().orElseThrow().document().tests().get(0).checks().get(0);

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

        Report report = place("3-3").writeReport(Optional.empty(), new ReportPictures(directory, PictureViews.none()));

        assertThat(report.totals().checks()).isEqualTo(4 * ReportingProcess.CHECKS);
        assertThat(report.document().warnings()).isEmpty();
        assertThat(directory.resolve(ReportFiles.HTML)).exists();
        try (var left = Files.list(directory)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(ReportFiles.HTML, ReportFiles.JSON, "journal", "pictures");
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
