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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Embeds each picture and each prompt once, by another scorer: remembers the 10,000 embeddings used last in memory and, below
 * that, keeps them on disk, so that a suite that did not change runs without its model.
 *
 * <p>Its scores are the cosines of these embeddings, so it suits scorers whose own scores are that, as nearly all are. An
 * embedding is found on disk only if the picture's pixels or the prompt, the hashes of the model's files, the preprocessing
 * and the way the model is run are all the same. A damaged entry is computed again.
 */
public final class CachingScorer implements ClipScorer {

    /**
     * Whether embeddings are kept.
     *
     * @hidden
     */
    public static final Setting<Boolean> ENABLED =
            Setting.flag("clipunit.cache.embeddings", "whether embeddings are kept on disk between runs", true);

    /**
     * Where embeddings are kept.
     *
     * @hidden
     */
    public static final Setting<String> DIRECTORY = Setting.path(
            "clipunit.cache.embeddings.dir",
            "where embeddings are kept (default: clipunit/embeddings in XDG_CACHE_HOME, else in ~/.cache)",
            "");

    /**
     * How much room they may take.
     *
     * @hidden
     */
    public static final Setting<Long> MEGABYTES = Setting.whole(
            "clipunit.cache.embeddings.megabytes",
            "how many megabytes of embeddings are kept; those not used for longest go first",
            256,
            1,
            1_000_000);

    private static final int MOST_IN_MEMORY = 10_000;

    private final ClipScorer scorer;
    private final @Nullable EmbeddingStore disk;
    private final Runnable beforeFirstMiss;
    private final AtomicBoolean hasMissed = new AtomicBoolean();
    /** By subjects, not pictures: a remembered embedding keeps no pixels alive. */
    private final Map<String, Embedding> memory = new Recent<>(MOST_IN_MEMORY);

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
     * Remembers in memory and, if the settings want it, on disk.
     *
     * @param scorer computes what is not known; closing this closes that
     * @param settings say whether embeddings are kept on disk, where, and how many
     * @param variant all that decides an embedding beside the model's files and preprocessing, such as the device
     * @param beforeFirstMiss called once, before the first embedding is computed; at once where nothing was ever kept
     */
    public CachingScorer(ClipScorer scorer, Settings settings, String variant, Runnable beforeFirstMiss) {
        this(
                Demands.require("scorer", scorer),
                EmbeddingStore.of(scorer, Demands.require("settings", settings), Demands.require("variant", variant)),
                Demands.require("beforeFirstMiss", beforeFirstMiss));
    }

    /**
     * Remembers in memory alone, such as what a remote service computed.
     *
     * @param scorer computes what is not known; closing this closes that
     */
    public static CachingScorer inMemory(ClipScorer scorer) {
        return new CachingScorer(Demands.require("scorer", scorer), null, () -> {});
    }

    /**
     * Where the settings want embeddings kept, whether that may be used or not.
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
            return embedding.apply(subjects); // which says so
        }
        List<String> names = subjects.stream().map(naming).toList();
        Map<String, Embedding> known = new HashMap<>();
        Map<String, T> unknown = new LinkedHashMap<>();
        synchronized (memory) {
            for (int i = 0; i < names.size(); i++) {
                Embedding found = memory.get(names.get(i));
                if (found == null) {
                    unknown.put(names.get(i), subjects.get(i));
                } else {
                    known.put(names.get(i), found);
                }
            }
        }
        if (!unknown.isEmpty()) {
            find(unknown, known);
            learn(unknown, embedding, known);
        }
        return names.stream().map(known::get).toList();
    }

    /** Moves what the disk has from the unknown to the known. */
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

    /** As the other scorer does; a folder of files is not remembered, as it may be of any size. */
    @Override
    public Stream<Embedding> embedFiles(Stream<Path> files) {
        return scorer.embedFiles(files);
    }

    /** As the other scorer does; items are not remembered, as there may be any number. */
    @Override
    public <T> Stream<ItemResult<T, Embedding>> embedAll(Stream<T> items, PictureSource<? super T> source) {
        return scorer.embedAll(items, source);
    }

    /** As the other scorer does; items are not remembered, as there may be any number. */
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
     * Waits until all is on disk that was computed so far; what is computed later is not kept there.
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
        if (disk != null) {
            disk.close();
        }
        scorer.close();
    }

    @Override
    public String toString() {
        return scorer.toString();
    }
}
