package io.github.clipunit.internal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An empty file that one thread of one process at a time can lock. The system releases the lock when its holder dies.
 * The file is never deleted, because two holders could then lock different files.
 *
 * @param file the file; its folder is created if it is missing
 */
public record LockFile(Path file) {

    private static final System.Logger LOG = System.getLogger("io.github.clipunit");
    private static final long PATIENCE_SECONDS = 5;
    private static final long LONGEST_PAUSE_MILLIS = 16;

    /**
     * Threads of this JVM queue here before any of them opens the file. On POSIX systems, closing a channel releases
     * the locks that all threads of the process hold on its file, so an interrupted thread would release another's
     * lock.
     */
    private static final Map<Path, ReentrantLock> QUEUES = new ConcurrentHashMap<>();

    /** Returns the lock of a folder, which is a file in the folder. */
    public static LockFile in(Path folder) {
        return new LockFile(folder.resolve(".lock"));
    }

    /**
     * Runs an action while nobody else holds the lock; a thread that holds it already runs the action at once.
     *
     * @throws RefusedException if the lock cannot be acquired, or this thread is interrupted while it waits
     * @throws X if the action does
     */
    public <T, X extends Exception> T hold(Action<T, X> action) throws RefusedException, X {
        ReentrantLock queue = queue();
        if (queue.isHeldByCurrentThread()) {
            return action.run();
        }
        enter(queue);
        try {
            FileChannel channel = lock();
            try {
                return action.run();
            } finally {
                close(channel);
            }
        } finally {
            queue.unlock();
        }
    }

    private ReentrantLock queue() throws RefusedException {
        try {
            Path absolute = file.toAbsolutePath();
            Path folder = Files.createDirectories(Objects.requireNonNull(absolute.getParent(), "a file has a folder"));
            Path real =
                    folder.toRealPath().resolve(Objects.requireNonNull(absolute.getFileName(), "a file has a name"));
            return QUEUES.computeIfAbsent(real, path -> new ReentrantLock(true));
        } catch (IOException e) {
            throw new RefusedException(file, e);
        }
    }

    private void enter(ReentrantLock queue) throws RefusedException {
        try {
            if (!queue.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                sayThatItWaits();
                queue.lockInterruptibly();
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private FileChannel lock() throws RefusedException {
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new RefusedException(file, e);
        }
        try {
            await(channel);
            return channel;
        } catch (IOException e) {
            close(channel);
            throw new RefusedException(file, e);
        } catch (InterruptedException e) {
            close(channel);
            throw interrupted(e);
        }
    }

    private void await(FileChannel channel) throws IOException, InterruptedException {
        long since = System.nanoTime();
        boolean told = false;
        for (long pause = 1; !tryLock(channel); pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
            if (!told && System.nanoTime() - since > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                sayThatItWaits();
                told = true;
            }
            Thread.sleep(pause);
        }
    }

    /**
     * Tries to lock. The JVM throws an exception if this class, loaded by another class loader, holds the lock; this
     * counts as a failed try.
     */
    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private void sayThatItWaits() {
        LOG.log(Level.INFO, "waiting for another thread or process that holds the lock [{0}]", file);
    }

    private RefusedException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new RefusedException(file, cause);
    }

    /** Closes the channel, which releases the lock. */
    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a lock file cannot be closed", e);
        }
    }

    /**
     * An action under the lock.
     *
     * @param <T> its result
     * @param <X> its exception
     */
    public interface Action<T, X extends Exception> {

        /**
         * Runs the action.
         *
         * @throws X if it fails
         */
        T run() throws X;
    }

    /** The error of a lock that could not be acquired. */
    public static final class RefusedException extends IOException {

        private static final long serialVersionUID = 1;

        private RefusedException(Path file, Exception cause) {
            super("lock [" + file + "] cannot be acquired: " + reason(cause), cause);
        }

        private static String reason(Exception cause) {
            return cause instanceof InterruptedException ? "interrupted while waiting for it" : cause.toString();
        }
    }
}
