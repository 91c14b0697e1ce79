package io.github.clipunit.stats;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The scores of one prompt then and now.
 *
 * @param prompt the prompt, or what else names the pair
 * @param golden the scores that were accepted
 * @param current the scores of now
 * @param drops how far each score fell against its counterpart; null where scores have none
 */
public record PromptSamples(
        String prompt,
        Sample golden,
        Sample current,
        @Nullable Sample drops) {

    /** Scores without counterparts. */
    public PromptSamples(String prompt, Sample golden, Sample current) {
        this(prompt, golden, current, null);
    }

    /**
     * Scores that belong together one by one, such as those of one seed.
     *
     * @throws IllegalArgumentException if they are not as many
     */
    public static PromptSamples paired(String prompt, double[] golden, double[] current) {
        if (golden.length != current.length) {
            throw new IllegalArgumentException("golden scores [" + golden.length + "] must be as many as current ones ["
                    + current.length + "] to be paired");
        }
        double[] drops = IntStream.range(0, golden.length)
                .mapToDouble(i -> golden[i] - current[i])
                .toArray();
        return new PromptSamples(prompt, Sample.of(golden), Sample.of(current), Sample.of(drops));
    }

    /** How far the mean fell; negative where it rose. */
    public double drop() {
        return golden.mean() - current.mean();
    }

    /** Whether one side at least has several scores, so that this prompt's own noise is known. */
    boolean isTestable() {
        return drops == null ? golden.size() + current.size() >= 3 : drops.size() >= 2;
    }
}
