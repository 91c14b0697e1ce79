package io.github.clipunit.assertj;

import io.github.clipunit.ClipScore;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.golden.store.ScoredPicture;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.VisibleText;
import java.util.ArrayList;
import java.util.List;

/** What holds of every prompt, however many pictures it has. */
final class Prompts {

    private Prompts() {}

    /** The prompt itself, unless it is blank. */
    static String requireText(String prompt) {
        if (prompt.isBlank()) {
            throw new IllegalArgumentException(
                    "prompt [" + VisibleText.onOneLine(prompt) + "] must not be blank: it describes no picture");
        }
        return prompt;
    }

    /** The pictures with their embeddings and scores for one prompt, in order, as goldens take them. */
    static List<ScoredPicture> score(List<ClipImage> images, String prompt, ClipScorer scorer) {
        List<ClipScore> scores = scorer.scores(images, prompt);
        List<Embedding> embeddings = scorer.embedImages(images);
        List<ScoredPicture> scored = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            scored.add(new ScoredPicture(
                    images.get(i), embeddings.get(i), scores.get(i).cosine()));
        }
        return scored;
    }
}
