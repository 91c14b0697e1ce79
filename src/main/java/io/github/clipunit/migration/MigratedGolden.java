package io.github.clipunit.migration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A golden, and what became of it.
 *
 * @param path its file, relative to the directory of goldens
 * @param fate what became of it
 * @param reason the whole message where it was left as it is, or null
 * @param prompts its scores, as far as they are known
 */
public record MigratedGolden(
        String path, Fate fate, @Nullable String reason, List<RescoredPrompt> prompts) {

    public MigratedGolden {
        prompts = List.copyOf(prompts);
    }

    /**
     * The mean scores of one prompt's pictures.
     *
     * @param prompt the prompt, or null where only the picture counts; there are no scores then
     * @param pictures how many pictures
     * @param recorded as the golden has it
     * @param old what the old model gives here, or null where it was not asked
     * @param renewed what the new model gives, or null where it was not asked
     */
    public record RescoredPrompt(
            @Nullable String prompt,
            int pictures,
            @Nullable Double recorded,
            @Nullable Double old,
            @Nullable Double renewed) {}
}
