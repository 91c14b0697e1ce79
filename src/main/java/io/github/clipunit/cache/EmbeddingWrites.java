package io.github.clipunit.cache;

import io.github.clipunit.Embedding;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Writes embeddings to their folder behind the caller's back: a verdict does not wait for a disk. What waits to be written is
 * known already, and closing waits for it. Where the disk is slower than the model, callers write themselves.
 */
final class EmbeddingWrites implements AutoCloseable {

    private static final int MOST_WAITING = 4096;
    private static final int SECONDS_TO_FINISH = 30;

    private final EmbeddingFolder folder;
    private final Map<String, Embedding> waiting = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor writer = new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            EmbeddingWrites::thread,
            new ThreadPoolExecutor.CallerRunsPolicy());

    EmbeddingWrites(EmbeddingFolder folder) {
        this.folder = folder;
        writer.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "clipunit-embedding-writer");
        thread.setDaemon(true);
        return thread;
    }

    /** The embedding of that name, written or not yet. */
    Optional<Embedding> find(String name) {
        return Optional.ofNullable(waiting.get(name)).or(() -> folder.find(name));
    }

    void put(String name, Embedding embedding) {
        waiting.put(name, embedding);
        writer.execute(() -> {
            folder.put(name, embedding);
            waiting.remove(name);
        });
    }

    /** Waits until everything is written, but not for ever: what is missing is computed again another time. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (writer.awaitTermination(SECONDS_TO_FINISH, TimeUnit.SECONDS)) {
                folder.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
