package io.github.clipunit.explain;

import io.github.clipunit.ClipScore;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.calibration.MatchingScores;
import io.github.clipunit.check.Closest;
import io.github.clipunit.check.Description;
import io.github.clipunit.check.Explanation;
import io.github.clipunit.check.HeatMap;
import io.github.clipunit.check.WordContributions;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.settings.Setting;
import io.github.clipunit.settings.Settings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * An explanation of why a check of a picture and a prompt may have failed. It never fails itself: what it cannot
 * explain is listed among the explanation's troubles.
 *
 * <p>All numbers are the scorer's own scores. A picture gets the same words on any machine and after any other checks,
 * because it is compared with all generic captions. Their embeddings are computed at a run's first failure and kept in
 * the scorer's cache; on two cores of a server that took 0.2 s with pictogram and 5.6 s with a ViT-B/32. A model that
 * is known by its name alone may be a paid service without a cache, so only the first caption of each group is scored.
 */
public final class Explainer {

    /** The detail that a failed check adds to its numbers. */
    public static final Setting<ExplainMode> EXPLAIN = Setting.choice(
            "clipunit.explain",
            "the detail that a failure adds to its numbers: off, text or" + " heatmap",
            ExplainMode.TEXT);

    private static final System.Logger LOG = System.getLogger(Explainer.class.getName());
    private static final int CLOSEST = 3;
    private static final long NOTICEABLE = 1000;

    /** A lock, so that concurrent failures compute the captions once. */
    private static final Object CAPTIONS = new Object();

    private final Settings settings;
    private final ClipScorer scorer;
    private final ClipImage image;
    private final String prompt;
    private final double threshold;
    private final List<String> troubles = new ArrayList<>();

    private Explainer(Settings settings, ClipScorer scorer, ClipImage image, String prompt, double threshold) {
        this.settings = settings;
        this.scorer = scorer;
        this.image = image;
        this.prompt = prompt;
        this.threshold = threshold;
    }

    /**
     * Explains the score of a picture and a prompt.
     *
     * @param settings decide how much is explained
     * @param score the scorer's cosine, or NaN
     * @param threshold the required cosine, or NaN if something else was required
     * @return the explanation, any part of which may be missing; {@link Explanation#NONE} if the settings switch it off
     */
    public static Explanation explain(
            Settings settings, ClipScorer scorer, ClipImage image, String prompt, double score, double threshold) {
        return new Explainer(settings, scorer, image, prompt, threshold).explain(score);
    }

    private Explanation explain(double score) {
        ExplainMode mode = attempt(() -> settings.get(EXPLAIN)).orElse(ExplainMode.OFF);
        if (mode == ExplainMode.OFF) {
            return new Explanation(WordContributions.NONE, Closest.NONE, List.of(), null, troubles);
        }
        WordContributions words = attempt(this::isReadAsItIs).orElse(false)
                ? attempt(() -> PromptOcclusion.of(scorer, image, prompt, score))
                        .orElse(WordContributions.NONE)
                : WordContributions.NONE;
        Closest closest = attempt(this::closest).orElse(Closest.NONE);
        List<String> hints = new ArrayList<>();
        attempt(() -> MatchingScores.find(settings, scorer.model())
                        .flatMap(matching -> matching.judge(score, threshold)))
                .ifPresent(miss -> miss.ifPresent(hints::add));
        hints.addAll(attempt(() -> PictureHints.of(image, scorer.model())).orElse(List.of()));
        HeatMap map = mode == ExplainMode.HEATMAP && !Double.isNaN(score)
                ? attempt(() -> Occlusion.of(scorer, image, prompt, score))
                        .filter(found -> found.values().stream().allMatch(Double::isFinite))
                        .orElse(null)
                : null;
        return new Explanation(words, closest, hints, map, troubles);
    }

    /**
     * Returns whether the prompt is read unchanged; otherwise, leaving a word out would change what is cut, or how it
     * is divided.
     */
    private boolean isReadAsItIs() {
        return scorer.readingOf(prompt).isWhole();
    }

    private Closest closest() {
        List<String> captions = scorer.model().files().isEmpty() ? GenericCaptions.first() : GenericCaptions.all();
        List<ClipScore> scores = scores(captions);
        return new Closest(
                IntStream.range(0, captions.size())
                        .mapToObj(i ->
                                new Description(captions.get(i), scores.get(i).cosine()))
                        .filter(one -> !Double.isNaN(one.score()))
                        .sorted(Comparator.comparingDouble(Description::score).reversed())
                        .limit(CLOSEST)
                        .toList(),
                captions.size(),
                GenericCaptions.all().size());
    }

    private List<ClipScore> scores(List<String> captions) {
        synchronized (CAPTIONS) {
            long start = System.nanoTime();
            List<ClipScore> scores = scorer.scores(image, captions);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            if (millis >= NOTICEABLE) {
                LOG.log(
                        System.Logger.Level.INFO,
                        "clipunit: " + captions.size() + " captions for a failed picture took model [" + scorer.model()
                                + "] " + millis + " ms; the embeddings cache keeps them for later failures");
            }
            return scores;
        }
    }

    /** Runs an action and records its failure, because no error here may replace the failure being explained. */
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
