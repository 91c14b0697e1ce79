package io.github.clipunit.report.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFolderTest {

    private static final Instant NOW = Instant.parse("2026-11-02T09:30:00Z");
    private static final FakeProcess ENDED = FakeProcess.of(999_999_999, "2026-11-02T09:00:00Z", "java");
    private static final FakeProcess ENDED_TOO = FakeProcess.of(999_999_998, "2026-11-02T09:10:00Z", "java");

    @TempDir
    Path directory;

    @Test
    void should_keep_the_journals_of_the_same_run() throws Exception {
        Path first = folder("a", false).join(ENDED, NOW);
        Path second = folder("a", false).join(ENDED_TOO, NOW.plus(Duration.ofHours(1)));

        assertThat(folder("a", false).ofRun()).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void should_delete_the_journals_and_the_report_of_an_earlier_run() throws Exception {
        Path stale = folder("a", false).join(ENDED, NOW);
        Files.writeString(directory.resolve(ReportFiles.HTML), "old");
        Files.writeString(directory.resolve(ReportFiles.JSON), "old");

        folder("b", false).join(ENDED_TOO, NOW);

        assertThat(stale).doesNotExist();
        assertThat(directory.resolve(ReportFiles.HTML)).doesNotExist();
        assertThat(directory.resolve(ReportFiles.JSON)).doesNotExist();
    }

    @Test
    void should_leave_a_run_that_goes_on_alone() throws Exception {
        Path other = folder("a", false).join(ProcessHandle.current(), NOW);

        Path mine = folder("b", false).join(ENDED, NOW);

        assertThat(other).exists();
        assertThat(folder("b", false).ofRun()).containsExactly(mine);
    }

    @Test
    void should_take_a_daemons_journals_for_an_earlier_builds_after_a_pause() throws Exception {
        Path old = folder("a", true).join(ENDED, NOW);
        Files.setLastModifiedTime(old, FileTime.from(NOW));

        Path fork = folder("a", true).join(ENDED_TOO, NOW.plusSeconds(59));
        assertThat(folder("a", true).ofRun()).containsExactlyInAnyOrder(old, fork);

        Files.setLastModifiedTime(fork, FileTime.from(NOW.plusSeconds(60)));
        Path next = folder("a", true).join(ENDED_TOO, NOW.plusSeconds(121));
        assertThat(folder("a", true).ofRun()).containsExactly(next);
    }

    @Test
    void should_give_every_thread_a_journal_of_its_own() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Path> join = () -> folder("a", false).join(ENDED, NOW);
            List<Future<Path>> joined =
                    threads.invokeAll(Stream.generate(() -> join).limit(24).toList());
            List<Path> files = new ArrayList<>();
            for (Future<Path> file : joined) {
                files.add(file.get());
            }
            assertThat(files).doesNotHaveDuplicates().hasSize(24);
        } finally {
            threads.shutdown();
        }
    }

    private JournalFolder folder(String run, boolean spansBuilds) {
        return new JournalFolder(directory, new RunKey(run, spansBuilds));
    }
}
