package io.github.clipunit.cache;

import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScore;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.ItemResult;
import io.github.clipunit.PictureSource;
import io.github.clipunit.PromptReading;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Demands;
import io.github.clipunit.internal.Recent;
import io.github.clipunit.internal.UserCache;
import io.github.clipunit.settings.Setting;
import io.github.clipunit.settings.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A scorer that embeds each picture and each prompt once, with another scorer. It keeps the 10,000 embeddings used last
 * in memory and, below that, stores them on disk, so that an unchanged suite runs without its model.
 *
 * <p>Its scores are the cosines of these embeddings, so it suits scorers whose own scores are such cosines, as nearly
 * all are. An embedding on disk is used only if the picture's pixels or the prompt, the hashes of the model's files,
 * the preprocessing and the options of running the model are all the same. A damaged entry is computed again.
 */
public final class CachingScorer implements ClipScorer {

    /**
     * The setting that switches storage on disk on or off.
     *
     * @hidden
     */
    public static final Setting<Boolean> ENABLED =
            Setting.flag("clipunit.cache.embeddings", "whether embeddings are stored on disk between runs", true);

    /**
     * The folder of stored embeddings.
     *
     * @hidden
     */
    public static final Setting<String> DIRECTORY = Setting.path(
            "clipunit.cache.embeddings.dir",
            "the folder of stored embeddings (default: clipunit/embeddings in XDG_CACHE_HOME, else in ~/.cache)",
            "");

    /**
     * The largest size of the stored embeddings.
     *
     * @hidden
     */
    public static final Setting<Long> MEGABYTES = Setting.whole(
            "clipunit.cache.embeddings.megabytes",
            "the largest size of the stored embeddings in megabytes; those unused for the longest time are deleted"
                    + " first",
            256,
            1,
            1_000_000);

    private static final int MOST_IN_MEMORY = 10_000;

    private final ClipScorer scorer;
    private final @Nullable EmbeddingStore disk;
    private final Runnable beforeFirstMiss;
    private final AtomicBoolean hasMissed = new AtomicBoolean();
    /** Keyed by hash, not by picture, so that a cached embedding keeps no pixels alive. */
    private final Map<String, Embedding> memory = new Recent<>(MOST_IN_MEMORY);

    /** The end of the call that computes an embedding, by the embedding's name, so that others wait for it. */
    private final Map<String, CompletableFuture<Void>> underway = new HashMap<>();

    private volatile boolean isClosed;

    private CachingScorer(ClipScorer scorer, @Nullable EmbeddingStore disk, Runnable beforeFirstMiss) {
        this.scorer = scorer;
        this.disk = disk;
        this.beforeFirstMiss = beforeFirstMiss;
        if (disk == null || !disk.exists()) {
            miss();
        }
    }

    /**
     * Creates a scorer that caches in memory and, if the settings say so, on disk.
     *
     * @param scorer computes unknown embeddings; closing this closes it
     * @param settings decide whether, where and how many embeddings are stored on disk
     * @param variant everything that decides an embedding except the model's files and preprocessing, such as the
     *     device
     * @param beforeFirstMiss called once, before the first embedding is computed; called at once if nothing was ever
     *     stored
     */
    public CachingScorer(ClipScorer scorer, Settings settings, String variant, Runnable beforeFirstMiss) {
        this(
                Demands.require("scorer", scorer),
                EmbeddingStore.of(scorer, Demands.require("settings", settings), Demands.require("variant", variant)),
                Demands.require("beforeFirstMiss", beforeFirstMiss));
    }

    /**
     * Returns a scorer that caches in memory only, such as the results of a remote service.
     *
     * @param scorer computes unknown embeddings; closing this closes it
     */
    public static CachingScorer inMemory(ClipScorer scorer) {
        return new CachingScorer(Demands.require("scorer", scorer), null, () -> {});
    }

    /**
     * Returns the folder that the settings choose for embeddings, even if it is unusable.
     *
     * @hidden
     */
    public static Path place(Settings settings) {
        return settings.get(DIRECTORY).isBlank() ? UserCache.place("embeddings") : settings.path(DIRECTORY);
    }

    @Override
    public List<Embedding> embedImages(List<ClipImage> images) {
        Demands.require("images", images);
        if (disk != null && !isClosed) {
            images.forEach(image -> disk.tell(Demands.require("image", image)));
        }
        return recall(
                images, image -> "picture " + Demands.require("image", image).sha256(), scorer::embedImages);
    }

    @Override
    public List<Embedding> embedPrompts(List<String> prompts) {
        Demands.requireItems("prompts", prompts);
        return recall(prompts, prompt -> "prompt " + prompt, scorer::embedPrompts);
    }

    @Override
    public List<ClipScore> scores(ClipImage image, List<String> prompts) {
        Embedding picture = embed(image);
        List<Embedding> texts = embedPrompts(prompts);
        return model().logits().scores(picture, texts);
    }

    @Override
    public List<ClipScore> scores(List<ClipImage> images, String prompt) {
        List<Embedding> pictures = embedImages(images);
        Embedding text = embed(prompt);
        return model().logits().scores(text, pictures);
    }

    private <T> List<Embedding> recall(
            List<T> subjects, Function<T, String> naming, Function<List<T>, List<Embedding>> embedding) {
        if (isClosed) {
            return embedding.apply(subjects); // which reports that it is closed
        }
        List<String> names = subjects.stream().map(naming).toList();
        Map<String, Embedding> known = new HashMap<>();
        Map<String, T> unknown = new LinkedHashMap<>();
        Map<String, CompletableFuture<Void>> awaited = new HashMap<>();
        CompletableFuture<Void> end = new CompletableFuture<>();
        synchronized (memory) {
            for (int i = 0; i < names.size(); i++) {
                String name = names.get(i);
                Embedding found = memory.get(name);
                if (found != null) {
                    known.put(name, found);
                } else if (unknown.containsKey(name) || underway.putIfAbsent(name, end) == null) {
                    unknown.put(name, subjects.get(i));
                } else {
                    awaited.put(name, underway.get(name));
                }
            }
        }
        if (!unknown.isEmpty()) {
            Set<String> own = Set.copyOf(unknown.keySet());
            try {
                find(unknown, known);
                learn(unknown, embedding, known);
            } finally {
                synchronized (memory) {
                    underway.keySet().removeAll(own);
                }
                end.complete(null);
            }
        }
        if (awaited.isEmpty()) {
            return names.stream().map(known::get).toList();
        }
        // the caller who computes them may fail, and then this one asks again
        awaited.values().forEach(CompletableFuture::join);
        return recall(subjects, naming, embedding);
    }

    /** Moves embeddings that are on disk from the unknown to the known. */
    private <T> void find(Map<String, T> unknown, Map<String, Embedding> known) {
        if (disk == null) {
            return;
        }
        Map<String, Embedding> found = new HashMap<>();
        for (String name : unknown.keySet()) {
            disk.find(name).ifPresent(embedding -> found.put(name, embedding));
        }
        unknown.keySet().removeAll(found.keySet());
        known.putAll(found);
        remember(found);
    }

    private <T> void learn(
            Map<String, T> unknown, Function<List<T>, List<Embedding>> embedding, Map<String, Embedding> known) {
        if (unknown.isEmpty()) {
            return;
        }
        miss();
        Iterator<Embedding> computed =
                embedding.apply(List.copyOf(unknown.values())).iterator();
        Map<String, Embedding> learned = new LinkedHashMap<>();
        unknown.keySet().forEach(name -> learned.put(name, computed.next()));
        known.putAll(learned);
        remember(learned);
        if (disk != null) {
            learned.forEach(disk::put);
        }
    }

    private void remember(Map<String, Embedding> embeddings) {
        synchronized (memory) {
            memory.putAll(embeddings);
        }
    }

    private void miss() {
        if (!hasMissed.getAndSet(true)) {
            beforeFirstMiss.run();
        }
    }

    /** Passes the call on; the embeddings of files are not cached, because a folder may have any size. */
    @Override
    public Stream<Embedding> embedFiles(Stream<Path> files) {
        return scorer.embedFiles(files);
    }

    /** Passes the call on; the embeddings of items are not cached, because there may be any number. */
    @Override
    public <T> Stream<ItemResult<T, Embedding>> embedAll(Stream<T> items, PictureSource<? super T> source) {
        return scorer.embedAll(items, source);
    }

    /** Passes the call on; the embeddings of items are not cached, because there may be any number. */
    @Override
    public <T> Stream<ItemResult<T, ClipScore>> scoreAll(
            Stream<T> items, PictureSource<? super T> source, Function<? super T, String> prompt) {
        return scorer.scoreAll(items, source, prompt);
    }

    @Override
    public ClipModel model() {
        return scorer.model();
    }

    @Override
    public PromptReading readingOf(String prompt) {
        return scorer.readingOf(prompt);
    }

    @Override
    public OptionalInt countTokens(String prompt) {
        return scorer.countTokens(prompt);
    }

    /**
     * Waits until everything computed so far is on disk; embeddings computed later are not stored.
     *
     * @hidden
     */
    public void finishWriting() {
        if (disk != null) {
            disk.close();
        }
    }

    @Override
    public void close() {
        isClosed = true;
        synchronized (memory) {
            memory.clear();
        }
        try (scorer) {
            finishWriting();
        }
    }

    @Override
    public String toString() {
        return scorer.toString();
    }
}
