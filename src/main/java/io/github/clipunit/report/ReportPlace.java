package io.github.clipunit.report;

import io.github.clipunit.internal.Project;
import io.github.clipunit.report.data.Journal;
import io.github.clipunit.report.data.JournalFolder;
import io.github.clipunit.report.data.ReportPictures;
import io.github.clipunit.report.data.RunInfo;
import io.github.clipunit.report.data.RunKey;
import io.github.clipunit.report.data.Timestamp;
import io.github.clipunit.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The place where this process writes its report, and the run it belongs to.
 *
 * @param directory the directory of the report
 * @param base the folder in which the tests run
 * @param key the run
 * @param process the name of this process within the run
 * @param history the folder of earlier reports
 */
record ReportPlace(Path directory, Path base, RunKey key, String process, Optional<Path> history) {

    private static final RunInfo.Machine MACHINE = new RunInfo.Machine(
            Optional.ofNullable(ReportPlace.class.getPackage().getImplementationVersion())
                    .orElse("unknown: not run from its jar"),
            System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
            System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                    + System.getProperty("os.arch"));

    static ReportPlace of(Settings settings) {
        Properties now = (Properties) System.getProperties().clone(); // a copy that no other thread changes meanwhile
        Map<String, String> properties =
                now.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, now::getProperty));
        return of(settings, properties, ProcessHandle.current());
    }

    private static ReportPlace of(Settings settings, Map<String, String> properties, ProcessHandle process) {
        Project project = settings.project();
        return new ReportPlace(
                settings.get(RunReport.DIRECTORY).isBlank() ? project.output() : settings.path(RunReport.DIRECTORY),
                project.base(),
                RunKey.of(settings.get(RunReport.RUN), properties, process),
                RunKey.identity(process),
                settings.get(RunReport.HISTORY).isBlank()
                        ? Optional.empty()
                        : Optional.of(settings.path(RunReport.HISTORY)));
    }

    RunInfo run(Instant now) {
        Checkout checkout = new Checkout(System.getenv(), base);
        return new RunInfo(
                key.id(),
                module(),
                Timestamp.of(now),
                null,
                MACHINE,
                checkout.commit().orElse(null),
                checkout.sources().orElse(null));
    }

    /** Returns the name of the folder in which the tests run. */
    String module() {
        return String.valueOf(base.getFileName());
    }

    JournalFolder folder() {
        return new JournalFolder(directory, key);
    }

    /**
     * Writes the report of the run so far.
     *
     * @param own the journal of this process, which is already in memory
     */
    Report writeReport(Optional<Journal> own, ReportPictures pictures) throws IOException {
        JournalFolder folder = folder();
        return folder.locked(() -> {
            Report plain = Report.ofJournals(folder.ofRun(), own, directory);
            Report report = history.isPresent() ? plain.withHistory(history.get()) : plain;
            report.writeTo(directory);
            pictures.sweep(report.document().files(), report.document().started());
            return report;
        });
    }
}
