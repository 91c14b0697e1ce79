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
 * @param tolerance how far a score may lie below; null where none was compared
 * @param accept the commands that accept the new pictures, for each build tool the one for POSIX shells and the one for
 *     Windows; empty where there is nothing to accept
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

    /** A golden that nothing was compared with. */
    public CheckedGolden(String file, Outcome outcome) {
        this(file, outcome, null, List.of(), null, List.of());
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
