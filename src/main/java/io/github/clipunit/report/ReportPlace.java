package io.github.clipunit.report;

import io.github.clipunit.internal.Project;
import io.github.clipunit.report.data.JournalFolder;
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
 * Where this process reports to, and for which run.
 *
 * @param directory where the report goes
 * @param module the name of the folder that the tests run in
 * @param key the run
 * @param process this process's name among those of the run
 * @param history where earlier reports are
 */
record ReportPlace(Path directory, String module, RunKey key, String process, Optional<Path> history) {

    static ReportPlace of(Settings settings) {
        Properties now = (Properties) System.getProperties().clone(); // which no other thread changes meanwhile
        Map<String, String> properties =
                now.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, now::getProperty));
        return of(settings, properties, ProcessHandle.current());
    }

    private static ReportPlace of(Settings settings, Map<String, String> properties, ProcessHandle process) {
        Project project = settings.project();
        return new ReportPlace(
                settings.get(RunReport.DIRECTORY).isBlank() ? project.output() : settings.path(RunReport.DIRECTORY),
                String.valueOf(project.base().getFileName()),
                RunKey.of(settings.get(RunReport.RUN), properties, process),
                RunKey.identity(process),
                settings.get(RunReport.HISTORY).isBlank()
                        ? Optional.empty()
                        : Optional.of(settings.path(RunReport.HISTORY)));
    }

    RunInfo run(Instant now) {
        return new RunInfo(key.id(), module, Timestamp.of(now));
    }

    JournalFolder folder() {
        return new JournalFolder(directory, key);
    }

    /** Writes the report of the run so far. */
    Report writeReport() throws IOException {
        JournalFolder folder = folder();
        return folder.locked(() -> {
            Report plain = Report.ofJournals(folder.ofRun());
            Report report = history.isPresent() ? plain.withHistory(history.get()) : plain;
            report.writeTo(directory);
            return report;
        });
    }
}
