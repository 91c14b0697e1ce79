package io.github.clipunit.assertj;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.golden.verdict.Goldens;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.run.TestScope;

/** Assertions about how similar a picture and a golden's picture are to the model. */
public class GoldenLikenessAssert extends ClipAbstractAssert<GoldenLikenessAssert, ClipImage> {

    private final String name;
    private final ClipScorer scorer;
    private final TestScope.Step step;

    /** Used by {@link ImageAssert#resemblesGolden}. */
    GoldenLikenessAssert(ClipImage actual, String name, ClipScorer scorer) {
        super(actual, GoldenLikenessAssert.class);
        this.name = name;
        this.scorer = scorer;
        this.step =
                TestScope.begin(scorer, "resemblesGolden(" + VisibleText.quoted(name) + ")", ".withCosineAbove(0.9)");
    }

    /**
     * Verifies that the cosine between the picture's embedding and the golden's is above a threshold.
     *
     * <pre><code class="java">
     * assertThat(logo).resemblesGolden("logo").withCosineAbove(0.95);      // passes at 0.98
     * assertThat(other).resemblesGolden("logo").withCosineAbove(0.95);     // fails at 0.71
     * </code></pre>
     *
     * @param threshold in [-1, 1]
     * @throws AssertionError if the cosine is not above the threshold; the message contains the command that accepts
     *     the new picture
     * @throws io.github.clipunit.golden.GoldenException if the golden is damaged, missing on a build server, or made by
     *     another model or preprocessing
     */
    public GoldenLikenessAssert withCosineAbove(double threshold) {
        Thresholds.cosine(Thresholds.COSINE, threshold);
        step.finish();
        return settle(Goldens.of(scorer)
                .named(name)
                .compareLikeness(scorer.model(), actual, scorer.embed(actual), threshold));
    }
}
