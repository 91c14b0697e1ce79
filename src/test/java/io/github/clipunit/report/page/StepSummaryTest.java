package io.github.clipunit.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.report.DemoPictures;
import io.github.clipunit.report.DemoRun;
import io.github.clipunit.report.Report;
import io.github.clipunit.report.RunReport;
import io.github.clipunit.report.data.Origin;
import io.github.clipunit.report.data.ReportDocument;
import io.github.clipunit.report.data.SourceLine;
import io.github.clipunit.report.data.TestEntry;
import io.github.clipunit.report.data.TestLabel;
import io.github.clipunit.report.data.TestOutcome;
import io.github.clipunit.report.data.TestStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepSummaryTest {

    private static final ClipImage APPLE = DemoPictures.draw("apple", 16, 16, 1);
    private static final String PAGE = "target/clipunit/report.html";

    @TempDir
    Path directory;

    @Test
    void should_list_the_tests_that_are_red_with_their_pictures() {
        Report report = report("one", "a green apple | [x](http://x)", 1);

        assertThat(report.markdown(PAGE)).isEqualTo("""
                ### clipunit: 1 of 2 tests failed

                | Test | Check | Prompt | Score | Wanted | Pictures |
                | --- | --- | --- | ---: | ---: | --- |
                | `PosterTest#paints` | CLIP score above | a green apple \\| \\[x\\]\\(http\\:\\/\\/x\\) | 0.2431 | \\> 0.2800 | apple\\-1\\.png |

                Pictures and details: `target/clipunit/report.html`
                """);
    }

    @Test
    void should_tell_what_the_reader_must_know_of_the_run() {
        ReportDocument document =
                ReportDocument.of(List.of(), List.of(), List.of("1 proposal in [target/clipunit/proposals]"), Map.of());

        assertThat(new StepSummary(document).markdown(PAGE)).isEqualTo("""
                ### clipunit: no tests ran

                1 proposal in \\[target\\/clipunit\\/proposals\\]

                Pictures and details: `target/clipunit/report.html`
                """);
    }

    @Test
    void should_tell_what_was_found_and_wanted_in_the_unit_of_the_check() {
        RunReport report = new RunReport(
                DemoRun.place(directory, "units", "1-1", Optional.empty()),
                DemoRun.ticking(Instant.parse("2026-11-02T09:30:00Z")));
        int number = 0;
        List<ClipImage> two = List.of(APPLE, DemoPictures.draw("fox", 16, 16, 1));
        for (Check.Builder check : List.of(
                Check.of(Measurement.of("diversity", 1.02, Relation.ABOVE, 2), two),
                Check.of(Measurement.of("mean CLIP score", 0.22, Relation.ABOVE, 0.2934), two)
                        .named("have not regressed"),
                Check.of(
                                Measurement.of("near-duplicates", 1, Relation.AT_MOST, 0)
                                        .inWords("1 near-duplicates", "no near-duplicates"),
                                two)
                        .named("no near-duplicates"),
                Check.of(Measurement.of("deviation from equal shares", 0.38, Relation.AT_MOST, 0.1), two)
                        .named("balanced"),
                Check.of(Measurement.of("quality", 0.8204, Relation.ABOVE, 0.9), APPLE),
                Check.of(Measurement.of("sharpness", 0.95, Relation.BELOW, 0.9), APPLE),
                Check.of(Measurement.of("probability of the most probable content", 0.93, Relation.AT_MOST, 0.5), APPLE)
                        .named("does not depict"),
                Check.of(Measurement.of("probability", 0.08, Relation.ABOVE, 0.9), APPLE)
                        .score(0.2431),
                Check.of(Measurement.of("percent score", 24.31, Relation.ABOVE, 28), APPLE)
                        .score(0.2431),
                Check.of(Measurement.of("CLIP score", 0.2431, Relation.BETWEEN, 0.26, 0.34), APPLE)
                        .score(0.2431),
                Check.of(Measurement.of("CLIP score", Double.NaN, Relation.AT_LEAST, 0.28), APPLE)
                        .score(Double.NaN),
                Check.of(
                                Measurement.of("flaws", 1, Relation.AT_MOST, 0)
                                        .inWords("blank: every pixel has the same colour", "not blank"),
                                APPLE)
                        .named("not blank"),
                Check.of(Measurement.of("dimension", 512, Relation.EQUAL_TO, 768), List.of()))) {
            DemoRun.add(report, DemoRun.test(DemoRun.POSTERS, "paints", ++number), check.failed("no"));
        }

        String text = report.finish().orElseThrow().markdown(PAGE);

        assertThat(text).contains("""
                | Test | Check | Prompt | Score | Wanted | Pictures |
                | --- | --- | --- | ---: | ---: | --- |
                | `PosterTest#paints` | diversity above |  | 1.0200 | \\> 2.0000 | apple\\-1\\.png, fox\\-1\\.png |
                | `PosterTest#paints` | have not regressed\\: mean CLIP score |  | 0.2200 | \\> 0.2934 | apple\\-1\\.png, fox\\-1\\.png |
                | `PosterTest#paints` | no near\\-duplicates |  | 1 near\\-duplicates | no near\\-duplicates | apple\\-1\\.png, fox\\-1\\.png |
                | `PosterTest#paints` | balanced\\: deviation from equal shares |  | 0.3800 | &lt;= 0.1000 | apple\\-1\\.png, fox\\-1\\.png |
                | `PosterTest#paints` | quality above |  | 0.8204 | \\> 0.9000 | apple\\-1\\.png |
                | `PosterTest#paints` | sharpness below |  | 0.9500 | &lt; 0.9000 | apple\\-1\\.png |
                | `PosterTest#paints` | does not depict\\: probability of the most probable content |  | 0.9300 | &lt;= 0.5000 | apple\\-1\\.png |
                | `PosterTest#paints` | probability above |  | 0.0800 | \\> 0.9000 | apple\\-1\\.png |
                | `PosterTest#paints` | percent score above |  | 24.3100 | \\> 28.0000 | apple\\-1\\.png |
                | `PosterTest#paints` | CLIP score between |  | 0.2431 | 0.2600 to 0.3400 | apple\\-1\\.png |
                | `PosterTest#paints` | CLIP score at least |  | NaN | \\>= 0.2800 | apple\\-1\\.png |
                | `PosterTest#paints` | not blank |  | blank\\: every pixel has the same colour | not blank | apple\\-1\\.png |
                | `PosterTest#paints` | dimension equal to |  | 512.0000 | = 768.0000 |  |
                """);
    }

    @Test
    void should_show_hostile_text_as_text() {
        String row = StepSummary.escaped(DemoRun.HOSTILE + " @everyone\n# <b>");

        assertThat(row)
                .doesNotContain("<", "@", "\n", "\u2028", "\u202e")
                .startsWith("\\\"\\>&lt;script\\>alert\\(1\\)&lt;\\/script\\>")
                .contains("'&amp;amp; ".replace("'", "\\'"), "&#64;everyone \\# &lt;b\\>");
    }

    @Test
    void should_say_so_when_all_passed() {
        assertThat(report("one", "a fox", 0).markdown(PAGE))
                .isEqualTo("### clipunit: 1 test passed\n\nPictures and details: `target/clipunit/report.html`\n");
    }

    @Test
    void should_bound_the_table() {
        String text = report("one", "a fox", 60).markdown(PAGE);

        assertThat(text.lines().filter(line -> line.startsWith("| `"))).hasSize(50);
        assertThat(text).contains("\n10 more failed.\n");
    }

    @Test
    void should_replace_what_an_earlier_fork_wrote_and_keep_what_others_wrote() {
        String others = "## Build\n";
        Report early = report("one", "a fox", 1);
        Report late = report("one", "a fox", 2);
        Report elsewhere = report("two", "a boat", 1);

        String summary = early.markdownInto(others, PAGE);
        summary = elsewhere.markdownInto(summary, PAGE);
        summary = late.markdownInto(summary, PAGE);

        assertThat(summary).startsWith(others).containsOnlyOnce("2 of 3 tests failed");
        assertThat(summary.split("### clipunit", -1)).hasSize(3);
    }

    @Test
    void should_list_what_went_wrong_without_a_check() {
        RunReport report = new RunReport(
                DemoRun.place(directory, "error", "1-1", Optional.empty()), DemoRun.ticking(Instant.EPOCH));
        report.end(
                DemoRun.test(DemoRun.POSTERS, "paints", 0),
                new TestOutcome(TestStatus.ERROR, "java.io.IOException: 503\ncaused by no luck", null));

        assertThat(report.finish().orElseThrow().markdown(PAGE)).contains("""
                ### clipunit: 1 of 1 test ended in an error

                | Test | Check | Prompt | Score | Wanted | Pictures |
                | --- | --- | --- | ---: | ---: | --- |
                | `PosterTest#paints` | java\\.io\\.IOException\\: 503 | | | | |
                """);
    }

    @Test
    void should_annotate_the_source_of_a_failed_test() {
        assertThat(annotations(new SourceLine("module/src/test/java/PosterTest.java", 23)))
                .containsExactly("::error file=module/src/test/java/PosterTest.java,line=23,"
                        + "title=clipunit%3A PosterTest#paints::100%25 red%0Ais too low");
        assertThat(annotations(null))
                .containsExactly("::error title=clipunit%3A PosterTest#paints::100%25 red%0Ais too low");
    }

    private static List<String> annotations(@Nullable SourceLine source) {
        TestEntry test = new TestEntry(
                "id",
                new Origin("run", "module", "1-1", 1, 1),
                "2026-11-02T09:30:00.000Z",
                12L,
                new TestLabel("PosterTest", "paints", null, "[test]", "PosterTest#paints"),
                source,
                TestStatus.FAILED,
                1,
                false,
                "100% red\nis too low",
                List.of());
        return Annotations.of(ReportDocument.of(List.of(), List.of(test), List.of(), Map.of()));
    }

    @Test
    void should_make_no_more_annotations_than_github_shows() {
        assertThat(report("one", "a fox", 10).annotations()).hasSize(10);
        assertThat(report("one", "a fox", 12).annotations())
                .hasSize(10)
                .last()
                .isEqualTo("::error title=clipunit::3 more tests failed: see the report");
    }

    private Report report(String run, String prompt, int failures) {
        RunReport report = new RunReport(
                DemoRun.place(directory.resolve(run + prompt.hashCode() + failures), run, "1-1", Optional.empty()),
                DemoRun.ticking(Instant.parse("2026-11-02T09:30:00Z")));
        DemoRun.add(
                report,
                DemoRun.test(DemoRun.POSTERS, "paints", 1),
                DemoRun.check(DemoPictures.draw("fox", 16, 16, 1)).passed());
        for (int i = 0; i < failures; i++) {
            DemoRun.add(
                    report,
                    DemoRun.test(DemoRun.POSTERS, "paints", 2 + i),
                    Check.of(Measurement.of("CLIP score", 0.2431, Relation.ABOVE, 0.28), APPLE)
                            .prompt(prompt)
                            .score(0.2431)
                            .failed("score of \"" + prompt + "\"\nis too low"));
        }
        return report.finish().orElseThrow();
    }
}
