package io.github.clipunit.explain;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.check.Closest;
import io.github.clipunit.check.Explanation;
import io.github.clipunit.check.HeatMap;
import io.github.clipunit.check.WordContributions;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.settings.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Says why a check of a picture and a prompt may have failed, without ever failing itself: what cannot be explained is
 * named among the explanation's troubles.
 *
 * <p>The texts may take 110 ms in all. The words of the prompt come first, ten texts at most; the generic captions have what
 * time is left over. A large model cannot compare them all in that time, so its first failure compares the picture with
 * twelve of them, each of another group, and, as time allows, with more of the closest groups; the message says how many
 * were compared. Later failures go on from there, in this run and, through the disk, in later ones (see
 * {@link GenericCaptions}). A small model such as pictogram is through with its first or its first few failures.
 */
public final class Explainer {

    /** How much a failed check says. */
    public static final Setting<ExplainMode> EXPLAIN = Setting.choice(
            "clipunit.explain", "what a failure says beyond its numbers: off, text or heatmap", ExplainMode.TEXT);

    /** How long the texts may take. */
    private static final long BUDGET = TimeUnit.MILLISECONDS.toNanos(110);

    private static final int CLOSEST = 3;

    private final ClipScorer scorer;
    private final ClipImage image;
    private final String prompt;
    private final List<String> troubles = new ArrayList<>();

    private Explainer(ClipScorer scorer, ClipImage image, String prompt) {
        this.scorer = scorer;
        this.image = image;
        this.prompt = prompt;
    }

    /**
     * Explains the score of a picture and a prompt.
     *
     * @param embedding gives the picture's embedding, if it is known already; only asked when needed
     * @param score their cosine, or NaN
     * @return the explanation, of which any part may be missing; {@link Explanation#NONE} where the settings want none
     */
    public static Explanation explain(
            ClipScorer scorer, ClipImage image, Supplier<Embedding> embedding, String prompt, double score) {
        return new Explainer(scorer, image, prompt).explain(embedding, score);
    }

    private Explanation explain(Supplier<Embedding> embedding, double score) {
        long start = System.nanoTime();
        ExplainMode mode =
                attempt(() -> TestScope.currentSettings().get(EXPLAIN)).orElse(ExplainMode.OFF);
        Optional<Embedding> seen = mode == ExplainMode.OFF ? Optional.empty() : attempt(embedding);
        WordContributions words = seen.flatMap(
                        picture -> attempt(() -> PromptOcclusion.of(scorer, picture, prompt, score)))
                .orElse(WordContributions.NONE);
        Closest closest = seen.flatMap(picture -> attempt(() -> GenericCaptions.index(scorer)
                        .closest(scorer, picture, CLOSEST, BUDGET - (System.nanoTime() - start))))
                .orElse(Closest.NONE);
        List<String> hints = mode == ExplainMode.OFF
                ? List.of()
                : attempt(() -> PictureHints.of(image, scorer.model())).orElse(List.of());
        Optional<HeatMap> map = mode == ExplainMode.HEATMAP && !Double.isNaN(score)
                ? attempt(() -> Occlusion.of(scorer, image, prompt, score))
                : Optional.empty();
        return new Explanation(words, closest, hints, map, troubles);
    }

    /** What is being explained is a failure that somebody waits for, so nothing that goes wrong here may replace it. */
    private <T> Optional<T> attempt(Supplier<T> action) {
        try {
            return Optional.of(action.get());
        } catch (RuntimeException e) {
            troubles.add(String.valueOf(e.getMessage() == null ? e : e.getMessage()));
            return Optional.empty();
        }
    }
}
