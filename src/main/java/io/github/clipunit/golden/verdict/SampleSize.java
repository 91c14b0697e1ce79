package io.github.clipunit.golden.verdict;

import io.github.clipunit.stats.DropTest;
import io.github.clipunit.stats.Sample;
import java.util.Optional;

/**
 * Whether a golden of so many pictures can show the drops that matter.
 *
 * @param test what will be asked of it
 */
record SampleSize(DropTest test) {

    /** A drop that people see: half of what tells a good match from a poor one in OpenAI's models. */
    private static final double VISIBLE_DROP = 0.03;

    private static final int MOST = 1000;

    boolean isEnough(Sample sample) {
        return detectable(sample) <= VISIBLE_DROP;
    }

    double detectable(Sample sample) {
        return test.detectableDrop(sample.size(), sample.size(), sample.deviation());
    }

    /** What a person should know before this becomes a golden, or nothing if it is enough. */
    Optional<String> caution(Sample sample) {
        if (isEnough(sample)) {
            return Optional.empty();
        }
        if (sample.size() == 1) {
            return Optional.of("clipunit cannot tell noise from a regression by a golden of one picture:"
                    + " give it several, of several seeds");
        }
        return Optional.of("clipunit will see only drops of " + Figures.number(detectable(sample))
                + " and more with this golden (90 % power, alpha " + Figures.number(test.alpha()) + ", tolerance "
                + Figures.number(test.tolerance()) + " included; " + Figures.count(sample.size(), "picture")
                + ", spread " + Figures.number(sample.deviation()) + ")" + advice(sample));
    }

    private String advice(Sample sample) {
        for (int size = sample.size() + 1; size <= MOST; size++) {
            if (test.detectableDrop(size, size, sample.deviation()) <= VISIBLE_DROP) {
                return ": " + size + " pictures would show a drop of " + Figures.number(VISIBLE_DROP);
            }
        }
        return "";
    }
}
