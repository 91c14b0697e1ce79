package io.github.clipunit.migration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A golden and the result of its migration.
 *
 * @param path its file, relative to the directory of goldens
 * @param fate the result
 * @param reason the whole message if it was left unchanged, or null
 * @param prompts its known scores
 */
public record MigratedGolden(
        String path, Fate fate, @Nullable String reason, List<RescoredPrompt> prompts) {

    public MigratedGolden {
        prompts = List.copyOf(prompts);
    }

    /**
     * The mean scores of one prompt's pictures.
     *
     * @param prompt the prompt, or null if only the picture counts; there are no scores then
     * @param pictures the number of pictures
     * @param recorded the golden's score
     * @param old the old model's score here, or null if it was not computed
     * @param renewed the new model's score, or null if it was not computed
     */
    public record RescoredPrompt(
            @Nullable String prompt,
            int pictures,
            @Nullable Double recorded,
            @Nullable Double old,
            @Nullable Double renewed) {}
}
