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
 * Says why a check of a picture and a prompt may have failed, without ever failing itself: what cannot be explained is
 * named among the explanation's troubles.
 *
 * <p>All numbers are the scorer's own scores, and the same picture gets the same words whatever the machine and whatever was
 * asked before: the picture is compared with all generic captions. Their embeddings are computed with a run's first failure
 * and kept by the scorer's cache; on two cores of a server that took 0.2 s with pictogram and 5.6 s with a ViT-B/32. A model
 * that is known by its name alone may be a service that is paid by the call and remembers nothing, so it is asked for the
 * first caption of each group only.
 */
public final class Explainer {

    /** How much a failed check says. */
    public static final Setting<ExplainMode> EXPLAIN = Setting.choice(
            "clipunit.explain", "what a failure says beyond its numbers: off, text or heatmap", ExplainMode.TEXT);

    private static final System.Logger LOG = System.getLogger(Explainer.class.getName());
    private static final int CLOSEST = 3;
    private static final long NOTICEABLE = 1000;

    /** Has failures that come at once compute the captions once. */
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
     * @param settings say how much is explained
     * @param score the cosine that the scorer gave, or NaN
     * @param threshold the cosine that was demanded, or NaN where another thing was
     * @return the explanation, of which any part may be missing; {@link Explanation#NONE} where the settings want none
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
                        .filter(matching -> isAgreed(matching, score, threshold))
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

    /** A word left out of a longer prompt changes what is cut, or how it is divided. */
    private boolean isReadAsItIs() {
        return scorer.readingOf(prompt).isWhole();
    }

    /** No miss is near that is further from the threshold than scores of pictures that match are from each other. */
    private static boolean isAgreed(MatchingScores matching, double score, double threshold) {
        boolean isUsual = score >= matching.mean() - matching.spread();
        return !isUsual || threshold - score <= matching.spread();
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
