package io.github.clipunit.report.data;

/** What the files of a report are called. */
public final class ReportFiles {

    /** The page. */
    public static final String HTML = "report.html";

    /** The data. */
    public static final String JSON = "report.json";

    private ReportFiles() {}
}
