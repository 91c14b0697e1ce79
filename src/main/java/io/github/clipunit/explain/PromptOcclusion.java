package io.github.clipunit.explain;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.check.WordContribution;
import io.github.clipunit.check.WordContributions;
import java.util.ArrayList;
import java.util.List;

/** Leaves out each part of a prompt in turn, to see what it adds to the score. */
final class PromptOcclusion {

    private PromptOcclusion() {}

    /**
     * The contributions for one picture and one prompt.
     *
     * @param image the picture's embedding
     * @param score the cosine of the whole prompt, in [-1, 1]; with NaN nothing can be said
     */
    static WordContributions of(ClipScorer scorer, Embedding image, String prompt, double score) {
        PromptParts prompts = new PromptParts(prompt);
        List<PromptParts.Part> parts = prompts.all().stream()
                .filter(part -> !prompts.without(part).isEmpty())
                .toList();
        if (parts.isEmpty() || Double.isNaN(score)) {
            return WordContributions.NONE;
        }
        List<Embedding> without =
                scorer.embedPrompts(parts.stream().map(prompts::without).toList());
        List<WordContribution> all = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            all.add(new WordContribution(prompts.text(parts.get(i)), score - image.cosine(without.get(i))));
        }
        return new WordContributions(all);
    }
}
