package io.github.clipunit.explain;

import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.Logits;
import io.github.clipunit.image.ClipImage;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Counts words: each has a dimension of its own, as far as hashing goes. Pictures are embedded by how red each quarter of
 * them is. It remembers what it was asked.
 */
final class BagOfWords implements ClipScorer {

    private static final int DIMENSIONS = 4096;

    final List<List<String>> prompts = new ArrayList<>();
    final List<Integer> pictures = new ArrayList<>();
    private final int seed;
    private final ClipModel model;

    BagOfWords() {
        this(0, "1; resize short 4 bicubic; crop 4x4; rescale 1");
    }

    /** @param seed another gives another model, which has nothing to do with the first */
    BagOfWords(int seed, String preprocessing) {
        this.seed = seed;
        this.model = ClipModel.of("bag", preprocessing, () -> Logits.CLIP, OptionalInt.of(77), TreeMap::new);
    }

    static Embedding embedding(int seed, String prompt) {
        float[] counts = new float[DIMENSIONS];
        counts[0] = 0.1f; // a prompt of no word has an embedding too
        for (String word : prompt.split("\\W+", -1)) {
            counts[1 + Math.floorMod((word + seed).hashCode() * 31, DIMENSIONS - 1)]++;
        }
        return Embedding.of(counts);
    }

    @Override
    public List<Embedding> embedPrompts(List<String> texts) {
        prompts.add(texts);
        return texts.stream().map(text -> embedding(seed, text)).toList();
    }

    @Override
    public List<Embedding> embedImages(List<ClipImage> images) {
        pictures.add(images.size());
        return images.stream().map(BagOfWords::redness).toList();
    }

    /** Points to the word "red" by the share of red pixels, and to another dimension by the rest. */
    private static Embedding redness(ClipImage image) {
        int red = 0;
        int pixels = image.width() * image.height();
        for (int i = 0; i < pixels; i++) {
            red += image.rgb().get(3 * i) < 0 && image.rgb().get(3 * i + 1) >= 0 ? 1 : 0;
        }
        float[] vector = embedding(0, "red").toArray();
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
