package io.github.clipunit.cache;

import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Interrupts;
import io.github.clipunit.internal.Sha256;
import io.github.clipunit.internal.UserCache;
import io.github.clipunit.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The data of one scorer on disk: the embeddings of its model, written asynchronously so that assertions never wait for
 * the disk, and notes on pictures. Closing waits for the writes. If the disk is slower than the model, callers write
 * themselves.
 */
final class EmbeddingStore implements AutoCloseable {

    /** The longest queue. It is shorter than the embeddings in memory, where queued ones are found. */
    private static final int MOST_WAITING = 4096;

    private static final int SECONDS_TO_FINISH = 30;

    private final EmbeddingFolder folder;
    private final PictureNotes notes;
    private final ClipScorer scorer;
    private final String variant;
    private final ThreadPoolExecutor writer = new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            EmbeddingStore::thread,
            new ThreadPoolExecutor.CallerRunsPolicy());

    private volatile @Nullable String prefix;

    private EmbeddingStore(EmbeddingFolder folder, PictureNotes notes, ClipScorer scorer, String variant) {
        this.folder = folder;
        this.notes = notes;
        this.scorer = scorer;
        this.variant = variant;
        writer.allowCoreThreadTimeOut(true);
    }

    /** Returns the store that the settings describe, or null if they switch it off. */
    static @Nullable EmbeddingStore of(ClipScorer scorer, Settings settings, String variant) {
        if (!settings.get(CachingScorer.ENABLED)) {
            return null;
        }
        Path directory = directory(settings);
        return new EmbeddingStore(
                new EmbeddingFolder(directory, settings.get(CachingScorer.MEGABYTES) << 20),
                PictureNotes.in(directory.resolve("pictures")),
                scorer,
                variant);
    }

    /** Returns the folder of embeddings and notes on pictures; it exists, and only this user can write to it. */
    static Path directory(Settings settings) {
        return UserCache.usable(CachingScorer.place(settings));
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "clipunit-embedding-writer");
        thread.setDaemon(true);
        return thread;
    }

    /** Returns whether anything was ever stored. */
    boolean exists() {
        return folder.exists();
    }

    /** Gives a picture that is not decoded yet the facts noted about it. */
    void tell(ClipImage image) {
        notes.tell(image);
    }

    /** Returns the model's embedding of a subject, or empty if it is not stored or damaged. */
    Optional<Embedding> find(String subject) {
        return folder.find(name(subject));
    }

    /** Queues an embedding to be written. */
    void put(String subject, Embedding embedding) {
        String name = name(subject);
        writer.execute(() -> folder.put(name, embedding));
    }

    /** Returns the hash of everything that decides an embedding. */
    private String name(String subject) {
        String all = prefix;
        if (all == null) {
            ClipModel model = scorer.model();
            all = model.digest() + "\n" + model.preprocessing() + "\n" + variant + "\n";
            prefix = all;
        }
        return Sha256.hex((all + subject).getBytes(StandardCharsets.UTF_8));
    }

    /** Waits until everything is written, up to a time limit; missing embeddings are computed again later. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (Interrupts.heldBack(() -> writer.awaitTermination(SECONDS_TO_FINISH, TimeUnit.SECONDS))) {
                folder.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        notes.close();
    }
}
