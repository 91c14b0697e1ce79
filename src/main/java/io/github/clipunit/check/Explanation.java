package io.github.clipunit.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The likely reasons for a failed check.
 *
 * @param words the contribution of each part of the prompt to the score
 * @param closest the captions that come closest to the picture
 * @param hints possible defects of the picture itself
 * @param heatMap where the model looked, or null if no heat map was requested
 * @param troubles what could not be explained, and why
 * @hidden
 */
public record Explanation(
        WordContributions words,
        Closest closest,
        List<String> hints,
        @Nullable HeatMap heatMap,
        List<String> troubles) {

    /** No explanation. */
    public static final Explanation NONE =
            new Explanation(WordContributions.NONE, Closest.NONE, List.of(), null, List.of());

    public Explanation {
        hints = List.copyOf(hints);
        troubles = List.copyOf(troubles);
    }

    /** Returns the lines that a failure message adds. The heat map appears only in reports. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(words.lines().toList());
        closest.line().ifPresent(lines::add);
        hints.forEach(hint -> lines.add("hint: " + hint));
        troubles.forEach(trouble -> lines.add("not explained: " + trouble));
        return lines;
    }
}
