package io.github.clipunit.report;

import io.github.clipunit.settings.Settings;
import java.util.Map;

/** A fork: reports some checks and ends as it is told. */
final class ReportingProcess {

    static final int CHECKS = 20;

    private ReportingProcess() {}

    /** Takes the report's folder, and how to end: {@code close}, {@code exit} or {@code halt}. */
    public static void main(String... arguments) {
        RunReport report =
                RunReport.open(Settings.of(Map.of("clipunit.report.dir", arguments[0], "clipunit.report.run", "one")));
        for (int i = 0; i < CHECKS; i++) {
            report.record(
                    DemoRun.test(
                            DemoRun.POSTERS,
                            "paints",
                            (int) ProcessHandle.current().pid() * 100 + i),
                    DemoRun.check(DemoPictures.draw("fox", 32, 32, i)).passed());
        }
        switch (arguments[1]) {
            case "close" -> report.close();
            case "exit" -> System.exit(3);
            default -> Runtime.getRuntime().halt(4);
        }
    }
}
