package io.github.clipunit.cli;

import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.Logits;
import io.github.clipunit.Preprocessing;
import io.github.clipunit.image.ClipImage;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;

/**
 * Stands for a model: its numbers follow from its files, and pictures and prompts that are equal get equal ones.
 *
 * @param id its name
 * @param weights stands for its files
 * @param dimension of its embeddings
 * @param longest the most characters of a prompt
 */
record HashScorer(String id, String weights, int dimension, int longest) implements ClipScorer {

    HashScorer(String id, String weights) {
        this(id, weights, 8, 200);
    }

    @Override
    public List<Embedding> embedImages(List<ClipImage> images) {
        return images.stream().map(image -> vector(image.sha256())).toList();
    }

    @Override
    public List<Embedding> embedPrompts(List<String> prompts) {
        if (prompts.stream().anyMatch(prompt -> prompt.length() > longest)) {
            throw new IllegalArgumentException("prompt is too long for [" + id + "]");
        }
        return prompts.stream().map(this::vector).toList();
    }

    private Embedding vector(String text) {
        Random random = new Random((weights + text).hashCode());
        float[] numbers = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            numbers[i] = (float) random.nextGaussian() + 1;
        }
        return Embedding.of(numbers);
    }

    @Override
    public ClipModel model() {
        return ClipModel.of(
                id,
                Preprocessing.of("64x64"),
                () -> Logits.CLIP,
                OptionalInt.empty(),
                () -> new TreeMap<>(Map.of("onnx/model.onnx", weights, "config.json", "0a")));
    }

    @Override
    public void close() {}
}
