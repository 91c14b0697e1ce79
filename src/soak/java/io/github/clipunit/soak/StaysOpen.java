package io.github.clipunit.soak;

import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.image.ClipImage;
import java.util.List;

/** A scorer that stays open as those around it are closed. */
record StaysOpen(ClipScorer scorer) implements ClipScorer {

    @Override
    public List<Embedding> embedImages(List<ClipImage> images) {
        return scorer.embedImages(images);
    }

    @Override
    public List<Embedding> embedPrompts(List<String> prompts) {
        return scorer.embedPrompts(prompts);
    }

    @Override
    public ClipModel model() {
        return scorer.model();
    }

    @Override
    public void close() {
        // The next round needs it.
    }
}
