package io.github.clipunit.explain;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.check.Closest;
import io.github.clipunit.check.Explanation;
import io.github.clipunit.check.HeatMap;
import io.github.clipunit.check.WordContributions;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.settings.Setting;
import io.github.clipunit.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Says why a check of a picture and a prompt may have failed, without ever failing itself: what cannot be explained is
 * named among the explanation's troubles.
 *
 * <p>All numbers are the scorer's own scores. The texts may take 110 ms in all ({@link #MILLIS}). The words of the prompt come
 * first, ten texts at most; the generic captions have what time is left over. A large model cannot compare them all in that
 * time, so a failure compares the picture with twelve of them, each of another group, and, as time allows, with more of the
 * closest groups; the message says how many were compared. Captions that the scorer remembers take no time, so later failures
 * get further, in this run and in later ones. A small model such as pictogram is through with its first or its first few
 * failures.
 */
public final class Explainer {

    /** How much a failed check says. */
    public static final Setting<ExplainMode> EXPLAIN = Setting.choice(
            "clipunit.explain", "what a failure says beyond its numbers: off, text or heatmap", ExplainMode.TEXT);

    /** How long the texts may take. */
    public static final Setting<Long> MILLIS = Setting.whole(
            "clipunit.explain.millis",
            "how many milliseconds a failure's words and closest descriptions may take",
            110,
            0,
            3_600_000);

    private static final int CLOSEST = 3;

    private final Settings settings;
    private final ClipScorer scorer;
    private final ClipImage image;
    private final String prompt;
    private final List<String> troubles = new ArrayList<>();

    private Explainer(Settings settings, ClipScorer scorer, ClipImage image, String prompt) {
        this.settings = settings;
        this.scorer = scorer;
        this.image = image;
        this.prompt = prompt;
    }

    /**
     * Explains the score of a picture and a prompt.
     *
     * @param settings say how much is explained, and how long that may take
     * @param score the cosine that the scorer gave, or NaN
     * @return the explanation, of which any part may be missing; {@link Explanation#NONE} where the settings want none
     */
    public static Explanation explain(
            Settings settings, ClipScorer scorer, ClipImage image, String prompt, double score) {
        return new Explainer(settings, scorer, image, prompt).explain(score);
    }

    private Explanation explain(double score) {
        long start = System.nanoTime();
        ExplainMode mode = attempt(() -> settings.get(EXPLAIN)).orElse(ExplainMode.OFF);
        if (mode == ExplainMode.OFF) {
            return new Explanation(WordContributions.NONE, Closest.NONE, List.of(), null, troubles);
        }
        WordContributions words =
                attempt(() -> PromptOcclusion.of(scorer, image, prompt, score)).orElse(WordContributions.NONE);
        Closest closest = attempt(() -> closest(start)).orElse(Closest.NONE);
        List<String> hints =
                attempt(() -> PictureHints.of(image, scorer.model())).orElse(List.of());
        HeatMap map = mode == ExplainMode.HEATMAP && !Double.isNaN(score)
                ? attempt(() -> Occlusion.of(scorer, image, prompt, score))
                        .filter(found -> found.values().stream().allMatch(Double::isFinite))
                        .orElse(null)
                : null;
        return new Explanation(words, closest, hints, map, troubles);
    }

    private Closest closest(long start) {
        long budget = TimeUnit.MILLISECONDS.toNanos(settings.get(MILLIS));
        return new CaptionSearch(GenericCaptions.groups(), scorer, image, System::nanoTime)
                .closest(CLOSEST, budget - (System.nanoTime() - start));
    }

    /** What is being explained is a failure that somebody waits for, so nothing that goes wrong here may replace it. */
    private <T> Optional<T> attempt(Supplier<T> action) {
        try {
            return Optional.of(action.get());
        } catch (RuntimeException e) {
            String trouble = String.valueOf(e.getMessage() == null ? e : e.getMessage());
            if (!troubles.contains(trouble)) {
                troubles.add(trouble);
            }
            return Optional.empty();
        }
    }
}
