package io.github.clipunit.explain;

import io.github.clipunit.ClipScore;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.check.WordContribution;
import io.github.clipunit.check.WordContributions;
import io.github.clipunit.image.ClipImage;
import java.util.ArrayList;
import java.util.List;

/** The contribution of each part of a prompt to the score, found by leaving it out. */
final class PromptOcclusion {

    private PromptOcclusion() {}

    /**
     * Returns the contributions for one picture and one prompt.
     *
     * @param score the score of the whole prompt, in [-1, 1]; with NaN there are none
     */
    static WordContributions of(ClipScorer scorer, ClipImage image, String prompt, double score) {
        PromptParts prompts = new PromptParts(prompt);
        List<PromptParts.Part> parts = prompts.all().stream()
                .filter(part -> !prompts.without(part).isEmpty())
                .toList();
        if (parts.isEmpty() || Double.isNaN(score)) {
            return WordContributions.NONE;
        }
        List<ClipScore> without =
                scorer.scores(image, parts.stream().map(prompts::without).toList());
        List<WordContribution> all = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            double contribution = score - without.get(i).cosine();
            if (!Double.isNaN(contribution)) {
                all.add(new WordContribution(prompts.text(parts.get(i)), contribution));
            }
        }
        return WordContributions.of(all, scorer.model().logits());
    }
}
