package io.github.clipunit.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The golden that a check compared with.
 *
 * @param file the golden's path for people, relative to the project's folder
 * @param outcome the result of the comparison
 * @param score the CLIP score that the golden recorded, or the mean of several; null if no score was compared
 * @param scores the CLIP scores that the golden recorded for a set of pictures; empty for one picture
 * @param tolerance how far a score may lie below the golden's; null if no score was compared
 * @param accept the commands that accept the new pictures: one for POSIX shells and one for Windows for each build
 *     tool; empty if there is nothing to accept
 * @hidden
 */
public record CheckedGolden(
        String file,
        Outcome outcome,
        @Nullable Double score,
        List<Double> scores,
        @Nullable Double tolerance,
        List<String> accept) {

    public CheckedGolden {
        scores = List.copyOf(scores);
        accept = List.copyOf(accept);
    }

    /** Describes a golden without a comparison of scores. */
    public CheckedGolden(String file, Outcome outcome) {
        this(file, outcome, null, List.of(), null, List.of());
    }

    /**
     * The result of comparing with a golden or recording one.
     *
     * @hidden
     */
    public enum Outcome {
        /** The new pictures hold up to the golden. */
        HELD,
        /** The new pictures are worse than the golden. */
        REGRESSED,
        /** There was no golden; the new pictures were recorded as the golden. */
        RECORDED,
        /** The new pictures replaced the golden. */
        UPDATED
    }
}
