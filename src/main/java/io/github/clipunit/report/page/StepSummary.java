package io.github.clipunit.report.page;

import io.github.clipunit.check.Measurement;
import io.github.clipunit.report.data.CheckEntry;
import io.github.clipunit.report.data.ReportDocument;
import io.github.clipunit.report.data.Totals;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A report as GitHub-flavoured Markdown, for {@code GITHUB_STEP_SUMMARY}: the failed checks in a table, with their
 * pictures' names. Prompts and names are data: whatever Markdown or HTML they hold shows as text.
 */
public final class StepSummary {

    /** GitHub takes a mebibyte a step; these rows stay far below. */
    private static final int MOST_ROWS = 50;

    private static final int MOST_CHARACTERS = 160;

    private final ReportDocument document;

    public StepSummary(ReportDocument document) {
        this.document = document;
    }

    public String markdown(String page) {
        Totals totals = document.totals();
        StringBuilder text =
                new StringBuilder("### clipunit: ").append(headline(totals)).append("\n\n");
        List<CheckEntry> failed =
                document.checks().stream().filter(check -> !check.passed()).toList();
        if (!failed.isEmpty()) {
            text.append("| Test | Check | Prompt | Score | Wanted | Pictures |\n");
            text.append("| --- | --- | --- | ---: | ---: | --- |\n");
            failed.stream().limit(MOST_ROWS).forEach(check -> text.append(row(check)));
            text.append('\n');
        }
        if (failed.size() > MOST_ROWS) {
            text.append(failed.size() - MOST_ROWS).append(" more failed.\n\n");
        }
        document.warnings().forEach(warning -> text.append(escaped(warning)).append("\n\n"));
        return text.append("Pictures and details: ")
                .append(code(page))
                .append("\n")
                .toString();
    }

    private static String headline(Totals totals) {
        String checks = totals.checks() == 1 ? "1 check" : totals.checks() + " checks";
        return totals.failed() == 0 ? checks + " passed" : totals.failed() + " of " + checks + " failed";
    }

    private static String row(CheckEntry check) {
        String pictures = check.images().stream()
                .limit(3)
                .map(image -> escaped(image.source()))
                .collect(Collectors.joining(", "));
        return "| "
                + String.join(
                        " | ",
                        code(check.test().selector()),
                        escaped(asked(check)),
                        check.prompt() == null ? "" : escaped(check.prompt()),
                        cell(check.measurement(), check.measurement().foundText()),
                        cell(check.measurement(), check.measurement().demand()),
                        check.images().size() > 3 ? pictures + ", …" : pictures)
                + " |\n";
    }

    /** The check's name, and what was measured where neither that nor the numbers say so. */
    private static String asked(CheckEntry check) {
        Measurement measurement = check.measurement();
        boolean isSaid = measurement.words() != null || check.name().startsWith(measurement.measured());
        return isSaid ? check.name() : check.name() + ": " + measurement.measured();
    }

    private static String cell(Measurement measurement, String text) {
        return measurement.words() == null ? text.replace(">", "\\>").replace("<", "&lt;") : escaped(text);
    }

    /** Any ASCII punctuation mark may be escaped (CommonMark 2.4); a semicolon need not, and here ends an entity. */
    static String escaped(String text) {
        return oneLine(text)
                .replace("&", "&amp;")
                .replaceAll("[!-%'-/:<-?\\[-`{-~]", "\\\\$0")
                .replace("\\<", "&lt;")
                .replace("@", "&#64;");
    }

    /** A code span ends at as many backticks as it began with, and a bar ends a cell even in one. */
    private static String code(String text) {
        return "`" + oneLine(text).replace('`', '\'').replace("|", "\\|") + "`";
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ").strip();
        return line.length() <= MOST_CHARACTERS
                ? line
                : line.substring(0, line.offsetByCodePoints(0, line.codePointCount(0, MOST_CHARACTERS - 1))) + "…";
    }
}
