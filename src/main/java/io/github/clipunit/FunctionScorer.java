package io.github.clipunit;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Demands;
import io.github.clipunit.internal.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/**
 * A scorer that scores with a function. It embeds by hashes, which only show whether two pictures or prompts are equal.
 */
record FunctionScorer(ClipModel model, ToDoubleBiFunction<ClipImage, String> cosine) implements ClipScorer {

    @Override
    public ClipScore score(ClipImage image, String prompt) {
        Demands.require("image", image);
        Demands.require("prompt", prompt);
        return new ClipScore(cosine.applyAsDouble(image, prompt), model.logits());
    }

    @Override
    public List<Embedding> embedImages(List<ClipImage> images) {
        return Demands.require("images", images).stream()
                .map(image -> embedding(Demands.require("image", image).sha256()))
                .toList();
    }

    @Override
    public List<Embedding> embedPrompts(List<String> prompts) {
        return Demands.requireItems("prompts", prompts).stream()
                .map(prompt -> embedding(Sha256.hex(prompt.getBytes(StandardCharsets.UTF_8))))
                .toList();
    }

    private static Embedding embedding(String hash) {
        byte[] bytes = HexFormat.of().parseHex(hash);
        float[] numbers = new float[bytes.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = bytes[i];
        }
        return Embedding.of(numbers);
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "CLIP scorer of model " + model;
    }
}
