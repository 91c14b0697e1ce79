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
import io.github.clipunit.report.data.ReportDocument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepSummaryTest {

    private static final ClipImage APPLE = DemoPictures.draw("apple", 16, 16, 1);
    private static final String PAGE = "target/clipunit/report.html";

    @TempDir
    Path directory;

    @Test
    void should_list_the_failed_checks_with_their_pictures() {
        Report report = report("one", "a green apple | [x](http://x)", 1);

        assertThat(report.markdown(PAGE)).isEqualTo("""
                ### clipunit: 1 of 2 checks failed

                | Test | Check | Prompt | Score | Wanted | Pictures |
                | --- | --- | --- | ---: | ---: | --- |
                | `PosterTest#paints` | CLIP score above | a green apple \\| \\[x\\]\\(http\\:\\/\\/x\\) | 0.2431 | \\> 0.2800 | apple\\-1\\.png |

                Pictures and details: `target/clipunit/report.html`
                """);
    }

    @Test
    void should_tell_what_the_reader_must_know_of_the_run() {
        ReportDocument document = ReportDocument.of(
                List.of(), List.of(), List.of("1 golden proposed in [target/clipunit/proposed]"), Map.of());

        assertThat(new StepSummary(document).markdown(PAGE)).isEqualTo("""
                ### clipunit: 0 checks passed

                1 golden proposed in \\[target\\/clipunit\\/proposed\\]

                Pictures and details: `target/clipunit/report.html`
                """);
    }

    @Test
    void should_tell_what_was_found_and_wanted_in_the_unit_of_the_check() {
        RunReport report = new RunReport(
                DemoRun.place(directory, "units", "1-1", Optional.empty()),
                DemoRun.ticking(Instant.parse("2026-11-02T09:30:00Z")));
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
            report.record(DemoRun.test(DemoRun.POSTERS, "paints", 1), check.failed("no"));
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
                .isEqualTo("### clipunit: 1 check passed\n\nPictures and details: `target/clipunit/report.html`\n");
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

        assertThat(summary).startsWith(others).containsOnlyOnce("2 of 3 checks failed");
        assertThat(summary.split("### clipunit", -1)).hasSize(3);
    }

    @Test
    void should_annotate_the_source_of_a_failed_test() throws Exception {
        Path source = directory.resolve("module/src/test/java/io/github/clipunit/report/PosterTest.java");
        Files.createDirectories(source.getParent());
        Files.createFile(source);

        assertThat(report("one", "100% red", 1).annotations(directory, directory.resolve("module")))
                .containsExactly("::error file=module/src/test/java/io/github/clipunit/report/PosterTest.java,"
                        + "title=clipunit%3A PosterTest#paints::score of \"100%25 red\"%0Ais too low");
        assertThat(report("one", "a fox", 1).annotations(directory, directory))
                .containsExactly("::error title=clipunit%3A PosterTest#paints::score of \"a fox\"%0Ais too low");
    }

    @Test
    void should_make_no_more_annotations_than_github_shows() {
        assertThat(report("one", "a fox", 10).annotations(directory, directory)).hasSize(10);
        assertThat(report("one", "a fox", 12).annotations(directory, directory))
                .hasSize(10)
                .last()
                .isEqualTo("::error title=clipunit::3 more checks failed: see the report");
    }

    @Test
    void should_end_a_run_with_failures_with_the_place_of_the_report() {
        Path page = directory.resolve("report page.html");

        assertThat(report("one", "a fox", 1).closingLine(page))
                .contains("clipunit: 1 of 2 checks failed; pictures and details: " + page.toUri());
        assertThat(report("one", "a fox", 0).closingLine(page)).isEmpty();
    }

    private Report report(String run, String prompt, int failures) {
        RunReport report = new RunReport(
                DemoRun.place(directory.resolve(run + prompt.hashCode() + failures), run, "1-1", Optional.empty()),
                DemoRun.ticking(Instant.parse("2026-11-02T09:30:00Z")));
        report.record(
                DemoRun.test(DemoRun.POSTERS, "paints", 1),
                DemoRun.check(DemoPictures.draw("fox", 16, 16, 1)).passed());
        for (int i = 0; i < failures; i++) {
            report.record(
                    DemoRun.test(DemoRun.POSTERS, "paints", 2 + i),
                    Check.of(Measurement.of("CLIP score", 0.2431, Relation.ABOVE, 0.28), APPLE)
                            .prompt(prompt)
                            .score(0.2431)
                            .failed("score of \"" + prompt + "\"\nis too low"));
        }
        return report.finish().orElseThrow();
    }
}
