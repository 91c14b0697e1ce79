package io.github.clipunit;

import io.github.clipunit.image.ClipImage;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Embeds on the unit circle: pictures by their red, in degrees, and prompts by the degrees they were told. */
public record CircleScorer(Map<String, Integer> degrees) implements ClipScorer {

    /** A picture of one pixel at so many degrees, from 0 to 255. */
    public static ClipImage picture(int degrees) {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, degrees << 16);
        return ClipImage.of(image);
    }

    private static Embedding at(int degrees) {
        return Embedding.of((float) Math.cos(Math.toRadians(degrees)), (float) Math.sin(Math.toRadians(degrees)));
    }

    @Override
    public List<Embedding> embedImages(List<ClipImage> images) {
        return images.stream().map(image -> at(image.rgb().get(0) & 0xff)).toList();
    }

    @Override
    public List<Embedding> embedPrompts(List<String> prompts) {
        return prompts.stream()
                .map(prompt -> at(degrees.getOrDefault(prompt, 180)))
                .toList();
    }

    @Override
    public ClipModel model() {
        return ClipModel.of("circle", Preprocessing.of("none"), () -> Logits.CLIP, OptionalInt.empty(), TreeMap::new);
    }

    @Override
    public void close() {}
}
