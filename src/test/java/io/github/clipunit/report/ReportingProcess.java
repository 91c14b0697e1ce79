package io.github.clipunit.report;

import io.github.clipunit.report.data.JournalFolder;
import io.github.clipunit.report.data.RunKey;
import io.github.clipunit.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A fork: reports some checks and ends as it is told. */
final class ReportingProcess {

    static final int CHECKS = 20;

    private ReportingProcess() {}

    /** Takes the report's folder, and how to end: {@code close}, {@code exit} or {@code halt}. */
    public static void main(String... arguments) throws Exception {
        RunReport report =
                RunReport.open(Settings.of(Map.of("clipunit.report.dir", arguments[0], "clipunit.report.run", "one")));
        for (int i = 0; i < CHECKS; i++) {
            DemoRun.add(
                    report,
                    DemoRun.test(
                            DemoRun.POSTERS,
                            "paints",
                            (int) ProcessHandle.current().pid() * 100 + i),
                    DemoRun.check(DemoPictures.draw("fox", 32, 32, i)).passed());
        }
        switch (arguments[1]) {
            case "close" -> report.close();
            case "exit" -> System.exit(3);
            default -> {
                awaitLines(Path.of(arguments[0], "journal"));
                Runtime.getRuntime().halt(4);
            }
        }
    }

    /** What is still on its way to the journal dies with the process. */
    private static void awaitLines(Path journals) throws Exception {
        String own = RunKey.identity(ProcessHandle.current());
        long tests = 0;
        while (tests < CHECKS) {
            Thread.sleep(5);
            for (Path journal : JournalFolder.list(journals)) {
                if (journal.toString().contains(own)) {
                    tests = Files.readAllLines(journal).stream()
                            .filter(line -> line.startsWith("{\"test\""))
                            .count();
                }
            }
        }
    }
}
