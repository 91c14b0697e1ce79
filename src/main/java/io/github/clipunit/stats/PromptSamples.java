package io.github.clipunit.stats;

/**
 * The scores of one prompt then and now.
 *
 * @param prompt the prompt, or what else names the pair
 * @param golden the scores that were accepted
 * @param current the scores of now
 */
public record PromptSamples(String prompt, Sample golden, Sample current) {

    /** How far the mean fell; negative where it rose. */
    public double drop() {
        return golden.mean() - current.mean();
    }

    /** Whether one side at least has several scores, so that this prompt's own noise is known. */
    boolean isTestable() {
        return golden.size() + current.size() >= 3;
    }
}
