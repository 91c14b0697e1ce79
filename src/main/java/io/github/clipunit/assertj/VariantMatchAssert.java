package io.github.clipunit.assertj;

import io.github.clipunit.ClipScore;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Counted;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.run.TestScope;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Assertions that the pictures of a prompt's variants match the original prompt equally well. */
public class VariantMatchAssert extends ClipAbstractAssert<VariantMatchAssert, Map<String, List<ClipImage>>> {

    private final String original;
    private final ClipScorer scorer;
    private final TestScope.Step step;

    /** Used by {@link PromptedImagesAssert#matchOriginalPrompt}. */
    VariantMatchAssert(Map<String, List<ClipImage>> actual, String original, ClipScorer scorer) {
        super(actual, VariantMatchAssert.class);
        this.original = Prompts.requireText("prompt", original);
        this.scorer = scorer;
        this.step = TestScope.begin(
                scorer, "matchOriginalPrompt(" + VisibleText.quoted(original) + ")", ".withinSpread(0.05)");
    }

    /**
     * Verifies that the mean CLIP scores of the variants' pictures with the original prompt lie within a spread: the
     * highest and the lowest mean must not be farther apart.
     *
     * <pre><code class="java">
     * var posters = PromptVariants.of("a red fox").typos().templates().paint(generator::generate);
     * assertThatImages(posters).matchOriginalPrompt("a red fox").withinSpread(0.05);
     * </code></pre>
     *
     * @param spread a difference of two cosines, in [0, 2]
     * @throws AssertionError if the means are farther apart, or a score is NaN; the message ranks the variants and
     *     names the worst
     */
    public VariantMatchAssert withinSpread(double spread) {
        Thresholds.within("spread", spread, 0, 2);
        step.finish();
        List<Variant> inOrder = inOrder();
        List<Variant> variants = inOrder.stream()
                .sorted(Comparator.comparingDouble(Variant::mean))
                .toList();
        Variant worst = variants.get(0);
        Measurement found = Measurement.of(
                "spread of mean CLIP scores",
                variants.get(variants.size() - 1).mean() - worst.mean(),
                Relation.AT_MOST,
                spread);
        Check.Builder check = Check.of(found, images())
                .named("variants within spread")
                .prompt(original)
                .model(scorer.model())
                .scores(inOrder.stream()
                        .flatMapToDouble(one -> one.scores().stream().mapToDouble(ClipScore::cosine))
                        .toArray())
                .fact("worst variant", worst.text());
        variants.forEach(one -> check.figure("mean", one.text(), one.mean()));
        return settle(check, () -> failure(variants, found));
    }

    private List<ClipImage> images() {
        return actual.values().stream().flatMap(List::stream).toList();
    }

    /** Returns the variants in the order of the test. */
    private List<Variant> inOrder() {
        return actual.entrySet().stream()
                .map(one -> new Variant(one.getKey(), scorer.scores(one.getValue(), original)))
                .toList();
    }

    private String failure(List<Variant> variants, Measurement found) {
        FailureText text =
                FailureText.expecting("mean CLIP scores of the pictures of " + Counted.of(variants.size(), "variant"));
        variants.forEach(one -> text.fact(one.mean(), VisibleText.quoted(one.text())));
        return text.label("for original prompt")
                        .fact(VisibleText.quoted(original))
                        .model(scorer)
                        .demand("to spread by at most", found, "too much")
                + "; the worst variant is " + VisibleText.quoted(variants.get(0).text());
    }

    private record Variant(String text, List<ClipScore> scores) {

        double mean() {
            return scores.stream().mapToDouble(ClipScore::cosine).average().orElse(Double.NaN);
        }
    }
}
