package io.github.clipunit.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Lets one thread of one process at a time write to a folder. */
public final class FolderLock {

    private static final Duration PAUSE = Duration.ofMillis(1);

    private final Path folder;

    private FolderLock(Path folder) {
        this.folder = folder;
    }

    /** The lock of a folder, which may not exist yet. */
    public static FolderLock in(Path folder) {
        return new FolderLock(folder);
    }

    /**
     * Makes the folder if it is missing, and does something while nobody else does.
     *
     * @throws IOException if the folder cannot be written, or what the action throws
     */
    public <T> T call(Action<T> action) throws IOException {
        Files.createDirectories(folder);
        try (FileChannel channel =
                FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            FileLock lock = lock(channel);
            try {
                return action.run();
            } finally {
                lock.release();
            }
        }
    }

    /** As {@link #call}, for what has no result. */
    public void run(Step step) throws IOException {
        call(() -> {
            step.run();
            return true;
        });
    }

    /** A lock that another thread of this JVM holds is refused with an exception instead of waited for. */
    private static FileLock lock(FileChannel channel) throws IOException {
        while (true) {
            try {
                return channel.lock();
            } catch (OverlappingFileLockException e) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /**
     * What is done under the lock.
     *
     * @param <T> its result
     */
    public interface Action<T> {

        /**
         * Does it.
         *
         * @throws IOException if it fails
         */
        T run() throws IOException;
    }

    /** What is done under the lock without a result. */
    public interface Step {
        void run() throws IOException;
    }
}
