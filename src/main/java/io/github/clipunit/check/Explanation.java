package io.github.clipunit.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a check may have failed.
 *
 * @param words what the parts of the prompt add to the score
 * @param closest what the picture looks like to the model
 * @param hints what may be wrong with the picture itself
 * @param heatMap where the model looked, or null where that was not asked for
 * @param troubles what could not be explained, and why
 * @hidden
 */
public record Explanation(
        WordContributions words,
        Closest closest,
        List<String> hints,
        @Nullable HeatMap heatMap,
        List<String> troubles) {

    /** Nothing. */
    public static final Explanation NONE =
            new Explanation(WordContributions.NONE, Closest.NONE, List.of(), null, List.of());

    public Explanation {
        hints = List.copyOf(hints);
        troubles = List.copyOf(troubles);
    }

    /** What a failure message says of it, a line each; the heat map is for reports only. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(words.lines().toList());
        closest.line().ifPresent(lines::add);
        hints.forEach(hint -> lines.add("hint: " + hint));
        troubles.forEach(trouble -> lines.add("not explained: " + trouble));
        return lines;
    }
}
