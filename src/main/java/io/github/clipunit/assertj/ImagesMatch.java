package io.github.clipunit.assertj;

import io.github.clipunit.ClipScore;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.check.Check;
import io.github.clipunit.golden.store.ScoredPicture;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.stats.Sample;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Several pictures, the prompt they are held against, and the scorer.
 *
 * @hidden
 */
public final class ImagesMatch {

    private final List<ClipImage> images;
    private final String prompt;
    private final ClipScorer scorer;
    private final TestScope.@Nullable Step step;
    private @Nullable List<Scored> scored;

    private ImagesMatch(List<ClipImage> images, String prompt, ClipScorer scorer, TestScope.@Nullable Step step) {
        this.images = images;
        this.prompt = prompt;
        this.scorer = scorer;
        this.step = step;
    }

    static ImagesMatch begin(List<ClipImage> images, String prompt, ClipScorer scorer) {
        Prompts.requireText(prompt);
        TestScope.Step step = TestScope.current()
                .map(scope -> scope.begin("matchPrompt(" + VisibleText.quoted(prompt) + ")"))
                .orElse(null);
        return new ImagesMatch(images, prompt, scorer, step);
    }

    void finish() {
        if (step != null) {
            step.finish();
        }
    }

    String prompt() {
        return prompt;
    }

    ClipScorer scorer() {
        return scorer;
    }

    /** The pictures with their scores, in the order they were given. */
    List<Scored> scored() {
        List<Scored> known = scored;
        if (known == null) {
            List<ClipScore> scores = scorer.scores(images, prompt);
            known = IntStream.range(0, images.size())
                    .mapToObj(i -> new Scored(images.get(i), scores.get(i).cosine()))
                    .toList();
            scored = known;
        }
        return known;
    }

    /** The same with embeddings, as goldens take it. */
    List<ScoredPicture> forGolden() {
        return Prompts.score(images, prompt, scorer);
    }

    double[] scores() {
        return scored().stream().mapToDouble(Scored::score).toArray();
    }

    Sample sample() {
        return Sample.of(scores());
    }

    /** The picture of the lowest score. */
    Scored worst() {
        return scored().stream().min(Comparator.comparingDouble(Scored::score)).orElseThrow();
    }

    /** The start of what is told of a check. */
    Check.Builder check(String name) {
        Check.Builder check = Check.of(name, images).prompt(prompt).model(scorer.model());
        double[] scores = scores();
        for (int i = 0; i < scores.length; i++) {
            check.figure("sample." + (i + 1), scores[i]);
        }
        return check;
    }

    /** A picture and its score. */
    record Scored(ClipImage image, double score) {}

    @Override
    public String toString() {
        return images.size() + " pictures for " + VisibleText.quoted(prompt);
    }
}
