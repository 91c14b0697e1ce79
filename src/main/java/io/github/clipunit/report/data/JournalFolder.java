package io.github.clipunit.report.data;

import io.github.clipunit.internal.Interrupts;
import io.github.clipunit.internal.LockFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder that the forks of a run write their journals to. It is cleared of the journals of earlier runs.
 *
 * <p>A journal is named after its run, its process id and the start of that process. A process that joins a run deletes
 * the journals of other runs whose process has ended, under a lock between processes.
 */
public final class JournalFolder {

    /** After this time without a write, a run of a long-lived parent process counts as over. */
    static final Duration GAP = Duration.ofMinutes(1);

    private static final String SUFFIX = ".jsonl";

    private final Path directory;
    private final Path journals;
    private final RunKey run;

    public JournalFolder(Path directory, RunKey run) {
        this.directory = directory;
        this.journals = directory.resolve("journal");
        this.run = run;
    }

    /** Creates a journal for this process under an unused name. */
    public Path join(ProcessHandle process, Instant now) throws IOException {
        return locked(() -> {
            forgetEarlierRuns(now);
            String name = run.id() + "-" + RunKey.identity(process);
            Path file = journals.resolve(name + SUFFIX);
            for (int i = 2; Files.exists(file); i++) {
                file = journals.resolve(name + "-" + i + SUFFIX);
            }
            return Files.createFile(file);
        });
    }

    /** Deletes the report of an earlier run if no process of this run made a check. */
    public void leave(Instant now) throws IOException {
        if (Files.exists(directory.resolve(ReportFiles.JSON))) {
            locked(() -> {
                forgetEarlierRuns(now);
                return directory;
            });
        }
    }

    private void forgetEarlierRuns(Instant now) throws IOException {
        deleteStale(now);
        if (ofRun().isEmpty()) {
            Files.deleteIfExists(directory.resolve(ReportFiles.HTML));
            Files.deleteIfExists(directory.resolve(ReportFiles.JSON));
        }
    }

    /** Returns the journals of this run, by name. */
    public List<Path> ofRun() throws IOException {
        return list(journals).stream()
                .filter(file -> runOf(file).equals(run.id()))
                .toList();
    }

    /** Returns the journals in a folder, by name. */
    public static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    private void deleteStale(Instant now) throws IOException {
        List<Path> mine = new ArrayList<>();
        for (Path file : list(journals)) {
            if (runOf(file).equals(run.id())) {
                mine.add(file);
            } else if (!isAlive(file)) {
                Files.delete(file);
            }
        }
        if (run.spansBuilds() && mine.stream().noneMatch(JournalFolder::isAlive) && isOver(mine, now)) {
            for (Path file : mine) {
                Files.delete(file);
            }
        }
    }

    private static boolean isOver(List<Path> files, Instant now) throws IOException {
        for (Path file : files) {
            if (Files.getLastModifiedTime(file).toInstant().plus(GAP).isAfter(now)) {
                return false;
            }
        }
        return true;
    }

    private static String runOf(Path journal) {
        return parts(journal)[0];
    }

    private static boolean isAlive(Path journal) {
        String[] parts = parts(journal);
        return parts.length >= 3
                && parts[1].matches("\\d{1,18}")
                && ProcessHandle.of(Long.parseLong(parts[1]))
                        .filter(ProcessHandle::isAlive)
                        .map(RunKey::identity)
                        .filter(identity -> identity.equals(parts[1] + "-" + parts[2]))
                        .isPresent();
    }

    private static String[] parts(Path journal) {
        String name = journal.getFileName().toString();
        return name.substring(0, name.length() - SUFFIX.length()).split("-", -1);
    }

    /** Runs an action while no other process or thread runs one on the same folder. */
    public <T> T locked(LockFile.Action<T, IOException> action) throws IOException {
        return Interrupts.heldBack(() -> LockFile.in(journals).hold(action));
    }
}
