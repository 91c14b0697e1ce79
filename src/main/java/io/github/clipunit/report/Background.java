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
 * A thread that does work in the order given. When its queue is full, callers wait, so that at most a few pictures are
 * kept in memory.
 */
final class Background implements AutoCloseable {

    private static final int MOST_WAITING = 16;
    private static final long PATIENCE_MINUTES = 5;

    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), Background::daemon, Background::await);

    /** Makes views of several pictures in parallel. */
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
        boolean interrupted = false; // for example because the test timed out; its results count all the same
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

    /** Starts work in parallel, for later work to wait for. */
    <T> Future<T> begin(Callable<T> part) {
        return helpers.submit(part);
    }

    /** Waits for parallel work. */
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

    /** Waits until all work is done. */
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
