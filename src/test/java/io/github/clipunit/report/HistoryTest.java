package io.github.clipunit.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.report.data.HistoryPoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {

    @TempDir
    Path folder;

    @Test
    void should_order_runs_by_time_and_keep_the_latest_thirty() throws Exception {
        for (int day = 1; day <= 31; day++) {
            keep(
                    String.format("build-%d/report.json", day),
                    "run" + day,
                    String.format("2026-10-%02d", day),
                    day / 100.0);
        }

        assertThat(HistoryPoint.latest(History.of(folder, Set.of()).of("fox").stream()))
                .hasSize(30)
                .first()
                .isEqualTo(new HistoryPoint("2026-10-02T08:00:00.000Z", 0.02, true));
    }

    @Test
    void should_leave_out_the_run_that_is_reported() throws Exception {
        keep("a.json", "run1", "2026-10-01", 0.1);
        keep("b.json", "run2", "2026-10-02", 0.2);

        assertThat(History.of(folder, Set.of("run2")).of("fox"))
                .extracting(HistoryPoint::value)
                .containsExactly(0.1);
    }

    @Test
    void should_pass_over_files_that_are_no_reports() throws Exception {
        keep("a.json", "run1", "2026-10-01", 0.1);
        Files.writeString(folder.resolve("other.json"), "{\"format\": \"something\", \"checks\": 3}");
        Path broken = Files.writeString(folder.resolve("zbroken.json"), "{\"format\": \"clipunit.report/2\", \"test");

        History history = History.of(folder, Set.of());

        assertThat(history.of("fox")).hasSize(1);
        assertThat(history.warnings())
                .singleElement()
                .asString()
                .isEqualTo("history file [" + broken + "] cannot be read: it ends too early, in line 1");
    }

    /** Damage of every kind, each value of a file at a time. */
    @ParameterizedTest
    @ValueSource(strings = {"null", "1e999", "\"x\"", "[]", "{}", "[null]", "true"})
    void should_pass_over_what_is_damaged(String value) throws Exception {
        keep("a.json", "run1", "2026-10-01", 0.1);
        String good = Files.readString(folder.resolve("a.json"));
        Matcher fields = Pattern.compile("(?<=\"(?:tests|origin|run|checks|id|at|passed|score|measurement|found)\": )"
                        + "(?:\"[^\"]*\"|[0-9.]+|true|\\{[^{}]*}|\\[(?=\\{))")
                .matcher(good);
        int damaged = 0;
        while (fields.find()) {
            Files.writeString(
                    folder.resolve("b.json"), good.substring(0, fields.start()) + value + good.substring(fields.end()));

            History history = History.of(folder, Set.of());

            assertThat(history.of("fox")).isNotEmpty();
            assertThat(history.warnings())
                    .allMatch(
                            warning -> warning.startsWith("history file [" + folder.resolve("b.json") + "] cannot be"));
            damaged++;
        }
        assertThat(damaged).isGreaterThan(12);
    }

    @Test
    void should_take_what_was_found_where_there_is_no_score() throws Exception {
        keep("a.json", "run1", "2026-10-01", 0.1);

        History history = History.of(folder, Set.of());

        assertThat(history.of("diversity")).extracting(HistoryPoint::value).containsExactly(1.5);
        assertThat(history.of("set")).isEmpty();
    }

    @Test
    void should_warn_of_a_folder_that_does_not_exist() throws Exception {
        Path missing = folder.resolve("missing");

        assertThat(History.of(missing, Set.of()).warnings())
                .containsExactly("no folder at clipunit.report.history = [" + missing + "]: no history is shown");
    }

    private void keep(String file, String run, String day, double score) throws Exception {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, """
                {"format": "clipunit.report/2", "runs": [], "totals": {}, "tests": [{"origin": {"run": "%s"}, "checks": [
                  {"id": "fox", "at": "%sT08:00:00.000Z", "passed": true, "score": %s, "measurement": {"found": 0.9}},
                  {"id": "set", "at": "%sT08:00:00.000Z", "passed": true, "measurement": {"found": "NaN"}},
                  {"id": "diversity", "at": "%sT08:00:00.000Z", "passed": true, "measurement": {"found": 1.5}}
                ]}], "pictures": {"not read": 1}}""".formatted(run, day, score, day, day));
    }
}
