package io.github.clipunit.explain;

import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.Logits;
import io.github.clipunit.Preprocessing;
import io.github.clipunit.image.ClipImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Counts words: each has a dimension of its own, as far as hashing goes. Pictures are embedded by how red each quarter of
 * them is, or all as the words that it was told. It remembers what it was asked.
 */
final class BagOfWords implements ClipScorer {

    private static final int DIMENSIONS = 4096;

    final List<List<String>> prompts = new ArrayList<>();
    final List<Integer> pictures = new ArrayList<>();
    private final Optional<String> seen;
    private final ClipModel model = ClipModel.of(
            "bag",
            new Preprocessing("1", 4, 4, 4),
            () -> Logits.CLIP,
            OptionalInt.of(77),
            () -> new TreeMap<>(Map.of("words.txt", "00")));

    BagOfWords() {
        this(Optional.empty());
    }

    private BagOfWords(Optional<String> seen) {
        this.seen = seen;
    }

    /** A scorer that sees the same words in every picture. */
    static BagOfWords seeing(String words) {
        return new BagOfWords(Optional.of(words));
    }

    static Embedding embedding(String prompt) {
        float[] counts = new float[DIMENSIONS];
        counts[0] = 0.1f; // a prompt of no word has an embedding too
        for (String word : prompt.split("\\W+", -1)) {
            counts[1 + Math.floorMod((word + 0).hashCode() * 31, DIMENSIONS - 1)]++;
        }
        return Embedding.of(counts);
    }

    @Override
    public List<Embedding> embedPrompts(List<String> texts) {
        prompts.add(texts);
        return texts.stream().map(BagOfWords::embedding).toList();
    }

    @Override
    public List<Embedding> embedImages(List<ClipImage> images) {
        pictures.add(images.size());
        return images.stream()
                .map(image -> seen.map(BagOfWords::embedding).orElseGet(() -> redness(image)))
                .toList();
    }

    /** Points to the word "red" by the share of red pixels, and to another dimension by the rest. */
    private static Embedding redness(ClipImage image) {
        int red = 0;
        int pixels = image.width() * image.height();
        for (int i = 0; i < pixels; i++) {
            red += image.rgb().get(3 * i) < 0 && image.rgb().get(3 * i + 1) >= 0 ? 1 : 0;
        }
        float[] vector = embedding("red").toArray();
        for (int i = 0; i < vector.length; i++) {
            vector[i] *= red;
        }
        vector[DIMENSIONS - 1] += pixels;
        return Embedding.of(vector);
    }

    @Override
    public ClipModel model() {
        return model;
    }

    @Override
    public void close() {}
}
