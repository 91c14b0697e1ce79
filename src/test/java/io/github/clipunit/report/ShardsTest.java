package io.github.clipunit.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.check.Check;
import io.github.clipunit.report.data.CheckEntry;
import io.github.clipunit.report.data.HistoryPoint;
import io.github.clipunit.report.data.JournalFolder;
import io.github.clipunit.report.data.ReportFiles;
import io.github.clipunit.report.data.TestEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run of tests that several machines divide between them. */
class ShardsTest {

    private static final String NOON = "2026-11-02T12:00:00Z";

    @TempDir
    Path directory;

    /** Whatever the order, the names, the number of copies and the steps in which they are brought together. */
    @Test
    void should_make_the_same_report_of_the_same_shards() throws Exception {
        Path before = directory.resolve("before");
        run("before/fox", "2026-11-01T12:00:00Z", "before", Optional.empty(), "paintsTheFox", "paintsTheApple");
        List<Path> shards = new ArrayList<>(List.of(
                run("one", NOON, "one", Optional.of(before), "paintsTheFox", "paintsTheBoat"),
                run("two", NOON, "two", Optional.of(before), "paintsTheApple"),
                run("three", NOON, "three", Optional.empty(), "paints"),
                // Two attempts of one run, on two machines, of which the second stopped.
                run("four", NOON, "four", Optional.empty(), "paintsTheLighthouse"),
                run("five", "2026-11-02T12:30:00Z", "four", Optional.empty(), "paintsTheLighthouse", "keepsTheFox")));
        Files.delete(shards.get(4).resolve(ReportFiles.JSON));
        cutEnd(shards.get(4));
        String expected = json(Report.merge(shards));
        Random random = new Random(20261129);

        for (int i = 0; i < 60; i++) {
            List<Path> inputs = new ArrayList<>(shards);
            inputs.add(shards.get(random.nextInt(shards.size())));
            inputs.add(shards.get(0).resolve(ReportFiles.JSON));
            inputs.add(JournalFolder.list(shards.get(1).resolve("journal")).get(0));
            Collections.shuffle(inputs, random);
            assertThat(json(Report.merge(inputs))).isEqualTo(expected);

            int cut = 1 + random.nextInt(inputs.size() - 1);
            Path half = directory.resolve("half" + i);
            Report.merge(inputs.subList(0, cut)).writeTo(half);
            List<Path> rest = new ArrayList<>(inputs.subList(cut, inputs.size()));
            rest.add(random.nextInt(rest.size() + 1), half);
            assertThat(json(Report.merge(rest))).isEqualTo(expected);
        }
    }

    @Test
    void should_count_the_checks_of_a_shard_with_a_history_once() throws Exception {
        Path before = run("before", "2026-11-01T12:00:00Z", "before", Optional.empty(), "paintsTheFox");
        Path shard = run("one", NOON, "one", Optional.of(before), "paintsTheFox");

        assertThat(Report.merge(List.of(shard)).totals().checks()).isEqualTo(1);
    }

    @Test
    void should_show_each_point_that_any_shard_knows_once() throws Exception {
        Path first = run("history/first", "2026-10-30T12:00:00Z", "first", Optional.empty(), "paintsTheFox");
        Path second = run("history/second", "2026-10-31T12:00:00Z", "second", Optional.empty(), "paintsTheFox");
        Path one = run("one", NOON, "one", Optional.of(first), "paintsTheFox");
        Path two = run("two", NOON, "two", Optional.of(first), "paintsTheBoat");

        Report merged = Report.merge(List.of(one, two));

        assertThat(at(merged, "paintsTheFox")).containsExactly("2026-10-30T12:00:00.500Z");
        assertThat(at(merged.withHistory(second), "paintsTheFox"))
                .containsExactly("2026-10-30T12:00:00.500Z", "2026-10-31T12:00:00.500Z");
        assertThat(json(merged.withHistory(first).withHistory(second)))
                .isEqualTo(json(merged.withHistory(second).withHistory(first)))
                .isEqualTo(json(merged.withHistory(directory.resolve("history"))));
    }

    /** A build server need keep no more than the last one. */
    @Test
    void should_be_the_history_of_the_next_run() throws Exception {
        Path kept = directory.resolve("kept");
        for (int day = 1; day <= 3; day++) {
            String noon = "2026-11-0" + day + "T12:00:00Z";
            // The division changed on the third day.
            Path one =
                    run("one" + day, noon, "one" + day, Optional.empty(), day == 3 ? "paintsTheBoat" : "paintsTheFox");
            Path two =
                    run("two" + day, noon, "two" + day, Optional.empty(), day == 3 ? "paintsTheFox" : "paintsTheBoat");
            Report merged = Report.merge(List.of(two, one)).withHistory(Files.createDirectories(kept));
            merged.writeTo(kept);
            if (day == 3) {
                assertThat(at(merged, "paintsTheFox"))
                        .containsExactly("2026-11-01T12:00:00.500Z", "2026-11-02T12:00:00.500Z");
                assertThat(at(merged, "paintsTheBoat")).hasSize(2);
                assertThat(at(merged.withHistory(kept), "paintsTheFox")).hasSize(2);
            }
        }
    }

    @Test
    void should_not_call_a_run_good_whose_process_was_stopped() throws Exception {
        Path whole = run("one", NOON, "one", Optional.empty(), "paintsTheFox");
        Path stopped = run("two", NOON, "two", Optional.empty(), "paintsTheApple");
        Files.delete(stopped.resolve(ReportFiles.JSON));
        Path journal = cutEnd(stopped);

        Report merged = Report.merge(List.of(whole, stopped));

        assertThat(merged.totals().headline()).isEqualTo("2 tests passed");
        assertThat(merged.isGood()).isFalse();
        assertThat(merged.warnings())
                .containsExactly("journal [" + journal.getFileName()
                        + "] is incomplete: its test process was stopped or is still running, and its unfinished tests"
                        + " are missing here");
    }

    @Test
    void should_count_the_last_attempt_of_a_shard_that_was_run_again_under_one_name() throws Exception {
        Path first = run("first", NOON, "build 7", Optional.empty(), "paintsTheFox");
        Path again = run("again", "2026-11-02T12:30:00Z", "build 7", Optional.empty(), "paintsTheFox");
        Files.delete(first.resolve(ReportFiles.JSON));
        Path journal = JournalFolder.list(first.resolve("journal")).get(0);
        Files.writeString(journal, Files.readString(journal).replace("\"PASSED\"", "\"FAILED\""));

        for (List<Path> order : List.of(List.of(first, again), List.of(again, first))) {
            Report merged = Report.merge(order);

            assertThat(merged.headline()).isEqualTo("1 test passed, 1 flaky");
            assertThat(merged.document().runs()).hasSize(1);
        }
        assertThat(Report.merge(List.of(first)).headline()).isEqualTo("1 of 1 test failed");
    }

    @Test
    void should_warn_of_a_shard_without_tests() throws Exception {
        Path empty = Files.createDirectories(directory.resolve("two"));
        Files.writeString(empty.resolve("shard.txt"), "com/acme/PlainTest.java");

        Report merged = Report.merge(List.of(run("one", NOON, "one", Optional.empty(), "paintsTheFox"), empty));

        assertThat(merged.isGood()).isTrue();
        assertThat(merged.warnings())
                .containsExactly("no report in [" + empty
                        + "]: no test that uses clipunit ran there, or the build ended before one did");
    }

    @Test
    void should_take_pictures_from_a_shard_that_has_them() throws Exception {
        Path without = run("a", NOON, "a", Optional.empty(), "paintsTheFox");
        Path with = run("b", NOON, "b", Optional.empty(), "paintsTheFox");
        for (String name : Report.merge(List.of(without)).document().files()) {
            Files.delete(without.resolve(name));
        }
        for (List<Path> order : List.of(List.of(without, with), List.of(with, without))) {
            Path out = directory.resolve("out" + order.indexOf(with));
            Report.merge(order).writeTo(out);

            assertThat(Files.readString(out.resolve(ReportFiles.JSON))).contains("\"warnings\":[]");
        }
    }

    private Path run(String folder, String start, String run, Optional<Path> history, String... methods) {
        Path place = directory.resolve(folder);
        RunReport report =
                new RunReport(DemoRun.place(place, run, "1-1", history), DemoRun.ticking(Instant.parse(start)));
        for (String method : methods) {
            Check.Builder check =
                    DemoRun.check(DemoPictures.draw("fox", 16, 16, 1)).prompt(method);
            DemoRun.add(report, DemoRun.test(DemoRun.POSTERS, method, 1), check.passed());
        }
        report.finish();
        return place;
    }

    /** As if the process was killed once its tests were over. */
    private static Path cutEnd(Path shard) throws IOException {
        Path journal = JournalFolder.list(shard.resolve("journal")).get(0);
        List<String> lines = Files.readAllLines(journal);
        return Files.write(
                journal,
                lines.stream().filter(line -> !line.contains("\"ended\":\"")).toList());
    }

    private String json(Report report) throws IOException {
        Path out = directory.resolve("json");
        report.writeTo(out);
        return Files.readString(out.resolve(ReportFiles.JSON)) + Files.readString(out.resolve(ReportFiles.HTML));
    }

    private static Stream<String> at(Report report, String method) {
        return report.document().tests().stream()
                .filter(test -> method.equals(test.test().method()))
                .map(TestEntry::checks)
                .flatMap(List::stream)
                .map(CheckEntry::history)
                .flatMap(List::stream)
                .map(HistoryPoint::at);
    }
}
