package io.github.clipunit.check;

import com.google.gson.Gson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why a check may have failed.
 *
 * @param words what the parts of the prompt add to the score
 * @param closest what the picture looks like to the model
 * @param hints what may be wrong with the picture itself
 * @param heatMap where the model looked, if that was asked for
 * @param troubles what could not be explained, and why
 */
public record Explanation(
        WordContributions words,
        Closest closest,
        List<String> hints,
        Optional<HeatMap> heatMap,
        List<String> troubles) {

    /** The fact that holds the contributions of all parts of the prompt, in its order: {@code [{text, contribution}]}. */
    public static final String WORDS = "words";
    /** The fact that holds the closest descriptions, best first: {@code [{text, score}]}. */
    public static final String CLOSEST = "closest";
    /** The fact that holds the hints: {@code ["…"]}. */
    public static final String HINTS = "hints";
    /** The fact that holds the heat map: {@code {columns, rows, values, left, top, right, bottom}}. */
    public static final String HEATMAP = "heatmap";

    /** Nothing. */
    public static final Explanation NONE =
            new Explanation(WordContributions.NONE, Closest.NONE, List.of(), Optional.empty(), List.of());

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

    /** The same as facts of a check, each in JSON; what there is nothing of is left out. */
    public Map<String, String> facts() {
        Gson gson = new Gson();
        Map<String, String> facts = new LinkedHashMap<>();
        if (!words.all().isEmpty()) {
            facts.put(WORDS, gson.toJson(words.all()));
        }
        if (!closest.descriptions().isEmpty()) {
            facts.put(CLOSEST, gson.toJson(closest.descriptions()));
        }
        if (!hints.isEmpty()) {
            facts.put(HINTS, gson.toJson(hints));
        }
        heatMap.ifPresent(map -> facts.put(HEATMAP, gson.toJson(map)));
        return facts;
    }
}
