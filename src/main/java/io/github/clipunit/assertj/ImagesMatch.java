package io.github.clipunit.assertj;

import io.github.clipunit.ClipScore;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.golden.store.ScoredPicture;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Counted;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.stats.Sample;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Several pictures, the prompt they are compared with, and the scorer. */
final class ImagesMatch {

    private static final int LISTED = 12;

    private final List<ClipImage> images;
    private final String prompt;
    private final ClipScorer scorer;
    private final TestScope.Step step;
    private @Nullable List<Scored> scored;

    private ImagesMatch(List<ClipImage> images, String prompt, ClipScorer scorer, TestScope.Step step) {
        this.images = images;
        this.prompt = prompt;
        this.scorer = scorer;
        this.step = step;
    }

    static ImagesMatch begin(List<ClipImage> images, String prompt, ClipScorer scorer) {
        Prompts.requireText("prompt", prompt);
        return new ImagesMatch(
                images,
                prompt,
                scorer,
                TestScope.begin(
                        scorer,
                        "matchPrompt(" + VisibleText.quoted(prompt) + ")",
                        ".withMeanClipScoreAbove(0.28) or .haveNotRegressed()"));
    }

    /** Returns a match for pictures that an earlier step drew and scored. */
    static ImagesMatch drawn(List<ScoredPicture> pictures, String prompt, ClipScorer scorer, TestScope.Step step) {
        ImagesMatch match =
                new ImagesMatch(pictures.stream().map(ScoredPicture::image).toList(), prompt, scorer, step);
        match.scored = pictures.stream()
                .map(picture -> new Scored(picture.image(), picture.score()))
                .toList();
        return match;
    }

    void finish() {
        step.finish();
    }

    String prompt() {
        return prompt;
    }

    ClipScorer scorer() {
        return scorer;
    }

    /** Returns the pictures with their scores, in the order given. */
    List<Scored> scored() {
        List<Scored> known = scored;
        if (known == null) {
            List<ClipScore> scores = scorer.scores(images, prompt);
            known = scored(images, i -> scores.get(i).cosine());
            scored = known;
        }
        return known;
    }

    static List<Scored> scored(List<ClipImage> images, IntToDoubleFunction score) {
        return IntStream.range(0, images.size())
                .mapToObj(i -> new Scored(images.get(i), score.applyAsDouble(i)))
                .toList();
    }

    /** Returns the pictures with scores and embeddings, as goldens need them. */
    List<ScoredPicture> forGolden() {
        return Prompts.score(images, prompt, scorer);
    }

    double[] scores() {
        return scored().stream().mapToDouble(Scored::score).toArray();
    }

    Sample sample() {
        return Sample.of(scores());
    }

    /** Returns the pictures with their scores, the lowest first. */
    List<Scored> worstFirst() {
        return worstFirst(scored()).toList();
    }

    private static Stream<Scored> worstFirst(List<Scored> scored) {
        return scored.stream().sorted(Comparator.comparingDouble(Scored::score));
    }

    /** Starts the report of a check; its score is the mean. */
    Check.Builder check(Measurement measurement) {
        return Check.of(measurement, images)
                .prompt(prompt)
                .model(scorer.model())
                .score(Arrays.stream(scores()).average().orElse(Double.NaN))
                .scores(scores());
    }

    /** Names the measurement and lists the pictures that score lowest. */
    static FailureText listing(String what, List<Scored> scored) {
        FailureText text = FailureText.expecting(what + " of " + Counted.of(scored.size(), "picture"));
        worstFirst(scored).limit(LISTED).forEach(picture -> text.fact(picture.score(), picture.image()));
        return scored.size() > LISTED ? text.fact("and " + (scored.size() - LISTED) + " that score higher") : text;
    }

    /** Starts a failure message with the pictures that score lowest. */
    FailureText expecting(String what) {
        return listing(what, scored())
                .label("for prompt")
                .fact(Prompts.described(prompt, scorer))
                .model(scorer);
    }

    /** A picture and its score. */
    record Scored(ClipImage image, double score) {}

    @Override
    public String toString() {
        return Counted.of(images.size(), "picture") + " for " + VisibleText.quoted(prompt);
    }
}
