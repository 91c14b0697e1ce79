package io.github.clipunit.golden.store;

import io.github.clipunit.golden.GoldenException;
import io.github.clipunit.internal.Project;
import io.github.clipunit.internal.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets one thread of one process at a time have a file. The system frees the lock of a process that dies; the lock's own
 * empty file lies in the build directory and stays, because deleting it would free it for two.
 *
 * @param folder where the empty files lie
 */
public record FileGate(Path folder) {

    /** The gate of a project: the empty files lie beside its records. */
    public static FileGate of(Project project) {
        return new FileGate(project.records().resolve("locks"));
    }

    private static final Duration PATIENCE = Duration.ofMillis(5);

    /** What is done behind the gate. */
    public interface Action<T, X extends Exception> {
        T run() throws X;
    }

    /**
     * Does something while nobody else does anything with the same file.
     *
     * @throws GoldenException if the lock cannot be had
     * @throws X if the action does
     */
    public <T, X extends Exception> T alone(Path file, Action<T, X> action) throws X {
        FileChannel channel = enter(file);
        try {
            return action.run();
        } finally {
            leave(channel);
        }
    }

    private FileChannel enter(Path file) {
        String key = file.toAbsolutePath().normalize().toString();
        String hash = Sha256.hex(key.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(
                    folder.resolve(hash + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock(channel);
            return channel;
        } catch (IOException e) {
            throw new GoldenException(
                    "lock of [" + file + "] cannot be had: " + e + "; make [" + folder + "] writable", e);
        }
    }

    /** Closing frees the lock. */
    private static void leave(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("lock cannot be freed", e);
        }
    }

    /** Between processes the system queues; between threads Java throws, so these ask again. */
    private static void lock(FileChannel channel) throws IOException {
        while (true) {
            try {
                channel.lock();
                return;
            } catch (OverlappingFileLockException e) {
                LockSupport.parkNanos(PATIENCE.toNanos());
                if (Thread.interrupted()) {
                    Thread.currentThread().interrupt();
                    throw new IOException("interrupted while another thread has the file", e);
                }
            }
        }
    }
}
