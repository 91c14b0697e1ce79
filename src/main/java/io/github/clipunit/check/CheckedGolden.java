package io.github.clipunit.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The golden that a check was compared with.
 *
 * @param file its path for people, from the project's folder
 * @param outcome what comparing led to
 * @param score the CLIP score it recorded, the mean where it recorded several; null where none was compared
 * @param scores the CLIP scores it recorded for a set of pictures; empty for one picture
 * @hidden
 */
public record CheckedGolden(
        String file, Outcome outcome, @Nullable Double score, List<Double> scores) {

    public CheckedGolden {
        scores = List.copyOf(scores);
    }

    /**
     * What happened to a golden.
     *
     * @hidden
     */
    public enum Outcome {
        /** It holds for the new pictures. */
        HELD,
        /** The new pictures are worse. */
        REGRESSED,
        /** There was none; the new pictures are it. */
        RECORDED,
        /** The new pictures replaced it. */
        UPDATED
    }
}
