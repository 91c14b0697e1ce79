package io.github.clipunit.golden.verdict;

import io.github.clipunit.internal.Counted;
import io.github.clipunit.stats.DropTest;
import io.github.clipunit.stats.Fewest;
import io.github.clipunit.stats.Sample;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Determines whether a golden with a given number of pictures can show relevant drops.
 *
 * @param test the test that will be run against the golden
 */
public record SampleSize(DropTest test) {

    /** A drop that people see: half the distance between a good and a poor match in OpenAI's models. */
    public static final double VISIBLE_DROP = 0.03;

    private static final int MOST = 1000;

    boolean isEnough(Sample sample) {
        return detectable(sample) <= VISIBLE_DROP;
    }

    double detectable(Sample sample) {
        return test.detectableDrop(sample.size(), sample.size(), sample.deviation());
    }

    /** Returns a warning to read before this sample becomes a golden, or empty if it is large enough. */
    Optional<String> caution(Sample sample) {
        if (isEnough(sample)) {
            return Optional.empty();
        }
        if (sample.size() == 1) {
            return Optional.of("clipunit cannot distinguish noise from a regression with a golden of one picture:"
                    + " give it pictures of several seeds");
        }
        return Optional.of("clipunit will detect only drops of " + Figures.number(detectable(sample))
                + " or more with this golden (90 % power, alpha " + Figures.number(test.alpha()) + ", tolerance "
                + Figures.number(test.tolerance()) + " included; " + Counted.of(sample.size(), "picture")
                + ", spread " + Figures.number(sample.deviation()) + ")" + advice(sample));
    }

    private String advice(Sample sample) {
        OptionalInt enough = enough(sample.deviation());
        return enough.isEmpty()
                ? ""
                : ": " + Counted.of(enough.getAsInt(), "picture") + " would show a drop of "
                        + Figures.number(VISIBLE_DROP);
    }

    /**
     * Returns the number of pictures on each side that shows a visible drop with 90 % power.
     *
     * @param deviation the standard deviation of the scores
     * @return at most 1000; empty if that is not enough
     */
    public OptionalInt enough(double deviation) {
        return Fewest.from(2, MOST, size -> test.detectableDrop(size, size, deviation) <= VISIBLE_DROP);
    }
}
