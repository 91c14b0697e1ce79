package io.github.clipunit.stats;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The accepted and the new scores of one prompt.
 *
 * @param prompt the prompt, or another name of the pair
 * @param golden the accepted scores
 * @param current the new scores
 * @param drops how far each score fell against its counterpart; null if scores are not paired
 */
public record PromptSamples(
        String prompt,
        Sample golden,
        Sample current,
        @Nullable Sample drops) {

    /** Creates samples of unpaired scores. */
    public PromptSamples(String prompt, Sample golden, Sample current) {
        this(prompt, golden, current, null);
    }

    /**
     * Creates samples of paired scores, such as two scores of each seed.
     *
     * @throws IllegalArgumentException if the numbers of scores differ
     */
    public static PromptSamples paired(String prompt, double[] golden, double[] current) {
        if (golden.length != current.length) {
            throw new IllegalArgumentException("pairs need as many golden scores [" + golden.length
                    + "] as current scores [" + current.length + "]");
        }
        double[] drops = IntStream.range(0, golden.length)
                .mapToDouble(i -> golden[i] - current[i])
                .toArray();
        return new PromptSamples(prompt, Sample.of(golden), Sample.of(current), Sample.of(drops));
    }

    /** Returns how far the mean fell; negative if it rose. */
    public double drop() {
        return golden.mean() - current.mean();
    }

    /** Returns whether at least one side has several scores, so that this prompt's own noise is known. */
    boolean isTestable() {
        return drops == null ? golden.size() + current.size() >= 3 : drops.size() >= 2;
    }
}
