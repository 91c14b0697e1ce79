package io.github.clipunit.report;

import io.github.clipunit.report.data.JournalFolder;
import io.github.clipunit.report.data.RunInfo;
import io.github.clipunit.report.data.RunKey;
import io.github.clipunit.report.data.Timestamp;
import io.github.clipunit.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
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
        Map<String, String> properties = System.getProperties().stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, System::getProperty));
        return of(settings, properties, ProcessHandle.current());
    }

    static ReportPlace of(Settings settings, Map<String, String> properties, ProcessHandle process) {
        Path base = Path.of(properties.getOrDefault("basedir", properties.getOrDefault("user.dir", "")))
                .toAbsolutePath()
                .normalize();
        String directory = settings.get(RunReport.DIRECTORY);
        String history = settings.get(RunReport.HISTORY);
        return new ReportPlace(
                base.resolve(directory.isBlank() ? usual(base, properties) : directory),
                String.valueOf(base.getFileName()),
                RunKey.of(settings.get(RunReport.RUN), properties, process),
                RunKey.identity(process),
                history.isBlank() ? Optional.empty() : Optional.of(base.resolve(history)));
    }

    private static String usual(Path base, Map<String, String> properties) {
        boolean gradle = properties.containsKey("org.gradle.test.worker")
                || (!Files.exists(base.resolve("pom.xml"))
                        && (Files.exists(base.resolve("build.gradle"))
                                || Files.exists(base.resolve("build.gradle.kts"))));
        return gradle ? "build/clipunit" : "target/clipunit";
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
