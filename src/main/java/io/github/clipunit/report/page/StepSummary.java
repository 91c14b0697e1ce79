package io.github.clipunit.report.page;

import io.github.clipunit.check.Measurement;
import io.github.clipunit.internal.OutputForm;
import io.github.clipunit.report.data.CheckEntry;
import io.github.clipunit.report.data.ReportDocument;
import io.github.clipunit.report.data.TestEntry;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A report as GitHub-flavoured Markdown, for {@code GITHUB_STEP_SUMMARY}: a table of the failed tests with the results
 * of their failed checks and the names of their pictures. Prompts and names are data: any Markdown or HTML in them is
 * shown as text.
 */
public final class StepSummary {

    /** GitHub accepts one mebibyte per step; these rows stay far below that. */
    private static final int MOST_ROWS = 50;

    private static final int MOST_CHARACTERS = 160;

    private final ReportDocument document;

    public StepSummary(ReportDocument document) {
        this.document = document;
    }

    public String markdown(String page) {
        StringBuilder text = new StringBuilder("### clipunit: ")
                .append(document.totals().headline())
                .append("\n\n");
        List<String> rows = document.tests().stream()
                .filter(test -> test.status().isRed())
                .flatMap(StepSummary::rows)
                .toList();
        if (!rows.isEmpty()) {
            text.append("| Test | Check | Prompt | Score | Wanted | Pictures |\n");
            text.append("| --- | --- | --- | ---: | ---: | --- |\n");
            rows.stream().limit(MOST_ROWS).forEach(text::append);
            text.append('\n');
        }
        if (rows.size() > MOST_ROWS) {
            text.append(rows.size() - MOST_ROWS).append(" more failed.\n\n");
        }
        document.warnings().forEach(warning -> text.append(escaped(warning)).append("\n\n"));
        return text.append("Pictures and details: ")
                .append(code(page))
                .append("\n")
                .toString();
    }

    /** Returns one row for each failed check, or one row for another error. */
    private static Stream<String> rows(TestEntry test) {
        List<CheckEntry> failed =
                test.checks().stream().filter(check -> !check.passed()).toList();
        return failed.isEmpty()
                ? Stream.of("| " + code(test.test().selector()) + " | " + escaped(firstLine(test)) + " | | | | |\n")
                : failed.stream().map(check -> row(test, check));
    }

    private static String firstLine(TestEntry test) {
        return String.valueOf(test.message()).lines().findFirst().orElse("");
    }

    private static String row(TestEntry test, CheckEntry check) {
        String pictures = check.images().stream()
                .limit(3)
                .map(image -> escaped(image.source()))
                .collect(Collectors.joining(", "));
        return "| "
                + String.join(
                        " | ",
                        code(test.test().selector()),
                        escaped(asked(check)),
                        check.prompt() == null ? "" : escaped(check.prompt()),
                        cell(check.measurement(), check.measurement().foundText()),
                        cell(check.measurement(), check.measurement().demand()),
                        check.images().size() > 3 ? pictures + ", …" : pictures)
                + " |\n";
    }

    /** Returns the check's name, and the quantity measured if neither the name nor the numbers mention it. */
    private static String asked(CheckEntry check) {
        Measurement measurement = check.measurement();
        boolean isSaid = measurement.words() != null || check.name().startsWith(measurement.measured());
        return isSaid ? check.name() : check.name() + ": " + measurement.measured();
    }

    private static String cell(Measurement measurement, String text) {
        return measurement.words() == null ? text.replace(">", "\\>").replace("<", "&lt;") : escaped(text);
    }

    static String escaped(String text) {
        return OutputForm.MARKDOWN.of(oneLine(text));
    }

    private static String code(String text) {
        return OutputForm.MARKDOWN_CODE.of(oneLine(text));
    }

    private static String oneLine(String text) {
        String line =
                text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029]+", " ").strip();
        return line.length() <= MOST_CHARACTERS
                ? line
                : line.substring(0, line.offsetByCodePoints(0, line.codePointCount(0, MOST_CHARACTERS - 1))) + "…";
    }
}
