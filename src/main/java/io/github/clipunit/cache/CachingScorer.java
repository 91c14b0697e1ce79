package io.github.clipunit.cache;

import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Sha256;
import io.github.clipunit.internal.UserCache;
import io.github.clipunit.settings.Setting;
import io.github.clipunit.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Embeds each picture and each prompt once on this machine, by another scorer, and keeps the embeddings on disk: a suite that
 * did not change runs without its model.
 *
 * <p>An embedding is found again only if the picture's pixels or the prompt, the hashes of the model's files, the
 * preprocessing and the way the model is run are all the same. A damaged entry is computed again.
 */
public final class CachingScorer implements ClipScorer {

    /** Whether embeddings are kept. */
    public static final Setting<Boolean> ENABLED =
            Setting.flag("clipunit.cache.embeddings", "whether embeddings are kept on disk between runs", true);

    /** Where embeddings are kept. */
    public static final Setting<String> DIRECTORY = Setting.path(
            "clipunit.cache.embeddings.dir",
            "where embeddings are kept (default: clipunit/embeddings in XDG_CACHE_HOME, else in ~/.cache)",
            "");

    /** How much room they may take. */
    public static final Setting<Long> MEGABYTES = Setting.whole(
            "clipunit.cache.embeddings.megabytes",
            "how many megabytes of embeddings are kept; those not used for longest go first",
            256,
            1,
            1_000_000);

    private final ClipScorer scorer;
    private final EmbeddingWrites entries;
    private final PictureNotes notes;
    private final String variant;
    private final Runnable beforeFirstMiss;
    private final AtomicBoolean hasMissed = new AtomicBoolean();
    private volatile @Nullable String prefix;
    private volatile boolean isClosed;

    /**
     * @param scorer computes what is not known; closing this closes that
     * @param settings say where embeddings are kept, and how many
     * @param variant all that decides an embedding beside the model's files and preprocessing, such as the device
     * @param beforeFirstMiss called once, before the first embedding is computed; at once where nothing was ever kept
     */
    public CachingScorer(ClipScorer scorer, Settings settings, String variant, Runnable beforeFirstMiss) {
        this.scorer = scorer;
        Path directory = directory(settings);
        EmbeddingFolder folder = new EmbeddingFolder(directory, settings.get(MEGABYTES) << 20);
        this.entries = new EmbeddingWrites(folder);
        this.notes = PictureNotes.in(directory.resolve("pictures"));
        this.variant = variant;
        this.beforeFirstMiss = beforeFirstMiss;
        if (!folder.exists()) {
            miss();
        }
    }

    /** Where the settings say embeddings are kept, and what else is remembered of pictures. */
    static Path directory(Settings settings) {
        return settings.get(DIRECTORY).isBlank() ? UserCache.folder("embeddings") : settings.path(DIRECTORY);
    }

    @Override
    public List<Embedding> embedImages(List<ClipImage> images) {
        if (!isClosed) {
            images.forEach(notes::tell);
        }
        return recall(images, image -> "picture " + image.sha256(), scorer::embedImages);
    }

    @Override
    public List<Embedding> embedPrompts(List<String> prompts) {
        return recall(prompts, prompt -> "prompt " + prompt, scorer::embedPrompts);
    }

    private <T> List<Embedding> recall(
            List<T> subjects, Function<T, String> naming, Function<List<T>, List<Embedding>> embedding) {
        if (isClosed) {
            return embedding.apply(subjects); // which says so
        }
        List<String> names =
                subjects.stream().map(subject -> name(naming.apply(subject))).toList();
        Map<String, Embedding> known = new HashMap<>();
        Map<String, T> unknown = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (!known.containsKey(name) && !unknown.containsKey(name)) {
                Optional<Embedding> found = entries.find(name);
                found.ifPresent(there -> known.put(name, there));
                if (found.isEmpty()) {
                    unknown.put(name, subjects.get(i));
                }
            }
        }
        if (!unknown.isEmpty()) {
            learn(unknown, embedding, known);
        }
        return names.stream().map(known::get).toList();
    }

    private <T> void learn(
            Map<String, T> unknown, Function<List<T>, List<Embedding>> embedding, Map<String, Embedding> known) {
        miss();
        Iterator<Embedding> computed =
                embedding.apply(new ArrayList<>(unknown.values())).iterator();
        for (String name : unknown.keySet()) {
            Embedding next = computed.next();
            known.put(name, next);
            entries.put(name, next);
        }
    }

    private void miss() {
        if (!hasMissed.getAndSet(true)) {
            beforeFirstMiss.run();
        }
    }

    private String name(String subject) {
        String all = prefix;
        if (all == null) {
            ClipModel model = scorer.model();
            all = model.digest() + "\n" + model.preprocessing() + "\n" + variant + "\n";
            prefix = all;
        }
        return Sha256.hex((all + subject).getBytes(StandardCharsets.UTF_8));
    }

    /** As the other scorer does; a folder of files is not kept, as it may be of any size. */
    @Override
    public Stream<Embedding> embedFiles(Stream<Path> files) {
        return scorer.embedFiles(files);
    }

    @Override
    public ClipModel model() {
        return scorer.model();
    }

    @Override
    public OptionalInt countTokens(String prompt) {
        return scorer.countTokens(prompt);
    }

    @Override
    public void close() {
        isClosed = true;
        entries.close();
        notes.close();
        scorer.close();
    }

    @Override
    public String toString() {
        return scorer.toString();
    }
}
