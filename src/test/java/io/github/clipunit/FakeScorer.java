package io.github.clipunit;

import io.github.clipunit.image.ClipImage;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Gives every picture the same embedding and every prompt the cosine it was told, 0 where it was told none. */
public record FakeScorer(Map<String, Double> cosines) implements ClipScorer {

    /** A scorer that gives one prompt one cosine. */
    public static FakeScorer of(String prompt, double cosine) {
        return new FakeScorer(Map.of(prompt, cosine));
    }

    @Override
    public List<Embedding> embedImages(List<ClipImage> images) {
        return images.stream().map(image -> Embedding.of(1, 0)).toList();
    }

    @Override
    public List<Embedding> embedPrompts(List<String> prompts) {
        return prompts.stream()
                .map(prompt -> cosines.getOrDefault(prompt, 0.0))
                .map(cosine -> Embedding.of((float) (double) cosine, (float) Math.sqrt(1 - cosine * cosine)))
                .toList();
    }

    @Override
    public ClipScore score(ClipImage image, String prompt) {
        return new ClipScore(cosines.getOrDefault(prompt, 0.0));
    }

    @Override
    public ClipModel model() {
        return ClipModel.of("fake", Preprocessing.of("none"), () -> Logits.CLIP, OptionalInt.of(77), TreeMap::new);
    }

    @Override
    public OptionalInt countTokens(String prompt) {
        return OptionalInt.of(prompt.split(" ", -1).length + 2);
    }

    @Override
    public void close() {}
}
