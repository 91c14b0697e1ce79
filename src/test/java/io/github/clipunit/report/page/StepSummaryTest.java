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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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
