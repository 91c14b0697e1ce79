package io.github.clipunit.model.hub;

import io.github.clipunit.model.ModelUnavailableException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/**
 * Keeps other threads and processes away from what is being fetched. The system frees it when its holder dies.
 *
 * <p>A waiting thread keeps its channel open: on POSIX systems, closing any channel of a file frees the lock that another
 * thread of the process has on it.
 */
final class CacheLock {

    private static final System.Logger LOG = System.getLogger("io.github.clipunit");
    private static final long POLL_MILLIS = 50;
    private static final int POLLS_BEFORE_NOTICE = 100;

    private final FileChannel channel;

    private CacheLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Does something while nobody else holds the lock. */
    static <T> T holding(Path file, Supplier<T> action) {
        CacheLock lock = take(file);
        try {
            return action.get();
        } finally {
            lock.release();
        }
    }

    private static CacheLock take(Path file) {
        try {
            Files.createDirectories(HubCache.parent(file));
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            for (int polls = 0; !tryLock(channel); polls++) {
                if (polls == POLLS_BEFORE_NOTICE) {
                    LOG.log(Level.INFO, "waiting for another thread or process that fetches a model, [{0}]", file);
                }
                Thread.sleep(POLL_MILLIS);
            }
            return new CacheLock(channel);
        } catch (IOException e) {
            throw CacheErrors.unwritable(file, null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelUnavailableException("interrupted while waiting for [" + file + "]", e);
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private void release() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "lock file could not be closed", e);
        }
    }
}
