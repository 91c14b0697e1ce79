package io.github.clipunit.report;

import io.github.clipunit.internal.Interrupts;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A thread that does things in the order in which they are given to it. Who gives it more than it can do waits, so that no
 * more than a few pictures wait for it.
 */
final class Background implements AutoCloseable {

    private static final int MOST_WAITING = 16;
    private static final long PATIENCE_MINUTES = 5;

    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), Background::daemon, Background::await);

    /** Views of pictures are made side by side. */
    private final ExecutorService helpers =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), Background::daemon);

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "clipunit-report-writer");
        thread.setDaemon(true);
        return thread;
    }

    private static void await(Runnable work, ThreadPoolExecutor thread) {
        if (thread.isShutdown()) {
            throw new RejectedExecutionException("the report is written");
        }
        boolean interrupted = false; // as a test is whose time is up; what it found counts all the same
        while (true) {
            try {
                thread.getQueue().put(work);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void give(Runnable work) {
        thread.execute(work);
    }

    /** Begins something that what is given next waits for. */
    <T> Future<T> begin(Callable<T> part) {
        return helpers.submit(part);
    }

    /** Waits for it. */
    static <T> T await(Future<T> part) throws IOException {
        try {
            return part.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException refused ? refused : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Returns when all is done. */
    @Override
    public void close() {
        thread.shutdown();
        helpers.shutdown();
        try {
            Interrupts.heldBack(() -> thread.awaitTermination(PATIENCE_MINUTES, TimeUnit.MINUTES));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
