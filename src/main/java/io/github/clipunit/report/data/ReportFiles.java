package io.github.clipunit.report.data;

/** The names of a report's files. */
public final class ReportFiles {

    /** The page. */
    public static final String HTML = "report.html";

    /** The data. */
    public static final String JSON = "report.json";

    private ReportFiles() {}
}
