package io.github.clipunit.checks;

import io.github.clipunit.CircleScorer;
import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.image.ClipImage;
import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A model that knows colours: the embedding of a picture is that of its first pixel, whose red, green and blue are three
 * directions, and a prompt means the colour that it was told. What it was not told is gray to it.
 *
 * @param meanings the colours of prompts
 */
record ColourScorer(Map<String, Integer> meanings) implements ClipScorer {

    private static final int GRAY = 0x808080;

    ColourScorer {
        meanings = Map.copyOf(meanings);
    }

    /** The same model, to which some prompts mean another colour. */
    ColourScorer with(int colour, String... prompts) {
        Map<String, Integer> more = new HashMap<>(meanings);
        for (String prompt : prompts) {
            more.put(prompt, colour);
        }
        return new ColourScorer(more);
    }

    static BufferedImage picture(int colour) {
        BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, colour);
        return image;
    }

    /** Black is the opposite of white. */
    private static Embedding embedding(int colour) {
        if ((colour & 0xffffff) == 0) {
            return Embedding.of(-1, -1, -1);
        }
        return Embedding.of(colour >> 16 & 0xff, colour >> 8 & 0xff, colour & 0xff);
    }

    @Override
    public List<Embedding> embedImages(List<ClipImage> images) {
        return images.stream()
                .map(image -> embedding(image.toBufferedImage().getRGB(0, 0)))
                .toList();
    }

    @Override
    public List<Embedding> embedPrompts(List<String> prompts) {
        return prompts.stream()
                .map(prompt -> embedding(meanings.getOrDefault(prompt, GRAY)))
                .toList();
    }

    @Override
    public ClipModel model() {
        return new CircleScorer(Map.of()).model();
    }

    @Override
    public void close() {}
}
