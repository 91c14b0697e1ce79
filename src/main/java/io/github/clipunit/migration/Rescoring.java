package io.github.clipunit.migration;

import static io.github.clipunit.internal.Progress.Unit.ITEMS;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.golden.store.GoldenRecord;
import io.github.clipunit.golden.store.SixDigits;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Progress;
import io.github.clipunit.prompt.PromptScorer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The scores of one model for the pictures and prompts of goldens: each computed once, a few at a time. */
final class Rescoring {

    private static final int BATCH = 8;
    private static final int PROMPTS = 64;
    /** The pixels that end a batch early, so that eight huge pictures are not in memory at once. */
    private static final long BATCH_PIXELS = 32_000_000;

    private final ClipScorer scorer;
    private final Map<String, Embedding> pictures = new HashMap<>();
    private final Map<String, Embedding> prompts = new HashMap<>();
    private final Map<String, String> flaws = new HashMap<>();

    private Rescoring(ClipScorer scorer) {
        this.scorer = scorer;
    }

    static Rescoring of(ClipScorer scorer, Collection<GoldenRecord> goldens, KeptPictures kept, Progress progress) {
        Rescoring rescoring = new Rescoring(scorer);
        Map<String, Path> files = new LinkedHashMap<>();
        Map<String, Set<String>> texts = new TreeMap<>();
        for (GoldenRecord golden : goldens) {
            golden.pictures().forEach(hash -> files.put(hash, kept.find(hash).orElseThrow()));
            golden.entries().stream().filter(entry -> entry.prompt() != null).forEach(entry -> texts.computeIfAbsent(
                            entry.reading(), reading -> new LinkedHashSet<>())
                    .add(entry.prompt()));
        }
        texts.forEach((reading, prompts) -> rescoring.embedPrompts(reading, List.copyOf(prompts), progress));
        rescoring.embedPictures(files, progress);
        return rescoring;
    }

    private void embedPrompts(String reading, List<String> texts, Progress progress) {
        ClipScorer reader = PromptScorer.reading(scorer, reading);
        String label = "embedding prompts with [" + scorer.model() + "]";
        try (Progress.Meter meter = progress.start(label, ITEMS, (long) texts.size())) {
            for (int from = 0; from < texts.size(); from += PROMPTS) {
                List<String> batch = texts.subList(from, Math.min(texts.size(), from + PROMPTS));
                embed(reader, reading, batch);
                meter.at(from + batch.size());
            }
        }
    }

    private void embed(ClipScorer reader, String reading, List<String> batch) {
        try {
            List<Embedding> embeddings = reader.embedPrompts(batch);
            for (int i = 0; i < batch.size(); i++) {
                prompts.put(key(reading, batch.get(i)), embeddings.get(i));
            }
        } catch (IllegalArgumentException e) {
            batch.forEach(prompt -> embedAlone(reader, reading, prompt));
        }
    }

    private static String key(String reading, @Nullable String prompt) {
        return reading + "\n" + prompt;
    }

    private void embedAlone(ClipScorer reader, String reading, String prompt) {
        try {
            prompts.put(key(reading, prompt), reader.embed(prompt));
        } catch (IllegalArgumentException e) {
            flaws.put(key(reading, prompt), String.valueOf(e.getMessage()));
        }
    }

    private void embedPictures(Map<String, Path> files, Progress progress) {
        Map<String, ClipImage> batch = new LinkedHashMap<>();
        long pixels = 0;
        int done = 0;
        String label = "scoring pictures with [" + scorer.model() + "]";
        try (Progress.Meter meter = progress.start(label, ITEMS, (long) files.size())) {
            for (Map.Entry<String, Path> file : files.entrySet()) {
                ClipImage image = ClipImage.of(file.getValue());
                batch.put(file.getKey(), image);
                pixels += (long) image.width() * image.height();
                done++;
                if (batch.size() == BATCH || pixels > BATCH_PIXELS || done == files.size()) {
                    embed(batch);
                    batch.clear();
                    pixels = 0;
                    meter.at(done);
                }
            }
        }
    }

    private void embed(Map<String, ClipImage> batch) {
        List<String> hashes = List.copyOf(batch.keySet());
        try {
            List<Embedding> embeddings = scorer.embedImages(List.copyOf(batch.values()));
            for (int i = 0; i < hashes.size(); i++) {
                pictures.put(hashes.get(i), embeddings.get(i));
            }
        } catch (IllegalArgumentException e) {
            batch.forEach(this::embedAlone);
        }
    }

    /**
     * Embeds a picture alone, so that one that the model cannot take, such as an extremely elongated one, does not fail
     * seven others.
     */
    private void embedAlone(String hash, ClipImage image) {
        try {
            pictures.put(hash, scorer.embed(image));
        } catch (IllegalArgumentException e) {
            flaws.put(hash, String.valueOf(e.getMessage()));
        }
    }

    /** Returns why the model cannot score a golden, or null if it can. */
    @Nullable
    String flaw(GoldenRecord golden) {
        List<String> needed = new ArrayList<>(golden.pictures());
        golden.entries().forEach(entry -> needed.add(key(entry.reading(), entry.prompt())));
        return needed.stream()
                .map(flaws::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Returns the golden with this model's scores of its pictures. */
    GoldenRecord rescore(GoldenRecord golden) {
        return new GoldenRecord(
                golden.label(),
                GoldenRecord.Model.of(scorer.model()),
                golden.entries().stream().map(this::rescore).toList());
    }

    private GoldenRecord.Entry rescore(GoldenRecord.Entry entry) {
        List<GoldenRecord.Sample> samples = entry.samples().stream()
                .map(sample -> sample.withScore(score(entry, sample.picture())))
                .toList();
        String prompt = entry.prompt();
        String reading = prompt == null
                ? ""
                : PromptScorer.reading(scorer, entry.reading())
                        .readingOf(prompt)
                        .mode();
        return new GoldenRecord.Entry(prompt, reading, picture(samples.get(0).picture()), samples);
    }

    private @Nullable Double score(GoldenRecord.Entry entry, String picture) {
        return entry.prompt() == null
                ? null
                : SixDigits.round(picture(picture)
                        .cosine(Objects.requireNonNull(prompts.get(key(entry.reading(), entry.prompt())))));
    }

    private Embedding picture(String hash) {
        return Objects.requireNonNull(pictures.get(hash));
    }
}
