package io.github.clipunit.golden.verdict;

import io.github.clipunit.internal.Counted;
import io.github.clipunit.stats.DropTest;
import io.github.clipunit.stats.Fewest;
import io.github.clipunit.stats.Sample;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Whether a golden of so many pictures can show the drops that matter.
 *
 * @param test what will be asked of it
 */
public record SampleSize(DropTest test) {

    /** A drop that people see: half of what tells a good match from a poor one in OpenAI's models. */
    public static final double VISIBLE_DROP = 0.03;

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
     * How many pictures on each side show a drop that people see, with 90 % power.
     *
     * @param deviation the spread of scores
     * @return at most 1000; empty where that is not enough
     */
    public OptionalInt enough(double deviation) {
        return Fewest.from(2, MOST, size -> test.detectableDrop(size, size, deviation) <= VISIBLE_DROP);
    }
}
