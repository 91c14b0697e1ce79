package io.github.clipunit.assertj;

import static io.github.clipunit.check.Digits.fixed;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.head.AestheticHead;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Counted;
import io.github.clipunit.internal.Demands;
import io.github.clipunit.pixels.Softness;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.sets.NearDuplicate;
import io.github.clipunit.sets.VendiScore;
import io.github.clipunit.stats.Interval;
import io.github.clipunit.stats.Sample;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.assertj.core.annotation.CheckReturnValue;
import org.jspecify.annotations.Nullable;

/** Assertions on several pictures, such as pictures of one prompt with several seeds. */
public class ImagesAssert extends ClipAbstractAssert<ImagesAssert, List<ClipImage>> {

    private @Nullable ImageSet set;

    /** Used by {@link ClipAssertions#assertThatImages}. */
    public ImagesAssert(List<ClipImage> actual) {
        super(actual, ImagesAssert.class);
    }

    /** Sets the scorer for the following checks, in place of the running test's scorer. */
    @CheckReturnValue
    public ImagesAssert scoredBy(ClipScorer scorer) {
        return goOn(scorer);
    }

    /**
     * Prepares a check of how well the pictures match one prompt. The test fails unless a check follows.
     *
     * @param prompt describes what each picture should show
     * @throws IllegalArgumentException if the prompt is blank
     * @throws IllegalStateException if there is no scorer; the message says how to get one
     */
    @CheckReturnValue
    public ImagesMatchAssert matchPrompt(String prompt) {
        isNotNull();
        return carry(new ImagesMatchAssert(ImagesMatch.begin(actual, prompt, scorer())));
    }

    /**
     * Verifies that the pictures are diverse: their Vendi score, the effective number of clearly different pictures,
     * must be above a threshold (Friedman and Dieng 2023, arXiv 2210.02410).
     *
     * <pre><code class="java">
     * assertThatImages(tenSeeds).hasDiversityAbove(2);        // passes at 3.41
     * assertThatImages(collapsed).hasDiversityAbove(2);       // fails at 1.02
     * </code></pre>
     *
     * @param threshold from 1, for identical pictures, to the number of pictures. Embeddings of pictures are never
     *     orthogonal, so real sets stay far below that number: compare with a set known to be diverse
     * @throws AssertionError if the score is not above the threshold, or NaN
     */
    public ImagesAssert hasDiversityAbove(double threshold) {
        isNotNull();
        Thresholds.within("diversity threshold", threshold, 1, actual.size());
        ImageSet set = set();
        Measurement diversity = Measurement.of("diversity", VendiScore.of(set.embeddings()), Relation.ABOVE, threshold);
        return settle(set.check(diversity), () -> FailureText.expecting("diversity (Vendi score) of")
                .fact(set)
                .model(set.scorer())
                .demand(diversity));
    }

    /**
     * Verifies that the mean of the aesthetic scores of {@link ImageAssert#hasAestheticScoreAbove(double)} is above a
     * threshold.
     *
     * @throws AssertionError if the mean is not above the threshold; the message lists the lowest scores
     */
    public ImagesAssert hasMeanAestheticScoreAbove(double threshold) {
        isNotNull();
        Thresholds.aesthetic(threshold);
        return hasMeanAestheticScoreAbove(
                threshold, AestheticHead.find(TestScope.settings(scorer()), scorer().model()));
    }

    /**
     * Works like {@link #hasMeanAestheticScoreAbove(double)} with a given head, which must belong to the scorer's
     * model.
     */
    public ImagesAssert hasMeanAestheticScoreAbove(double threshold, AestheticHead head) {
        isNotNull();
        Thresholds.aesthetic(threshold);
        Demands.require("head", head).requireFor(TestScope.settings(scorer()), scorer().model());
        double[] scores = head.scores(set().embeddings());
        Sample sample = Sample.of(scores);
        Interval interval = sample.interval(0.95);
        Measurement mean = Measurement.of("mean aesthetic score", sample.mean(), Relation.ABOVE, threshold);
        return settle(
                set().check(mean)
                        .fact("aesthetic head", head.toString())
                        .figure("mean", null, sample.mean(), interval.low(), interval.high())
                        .figure("lowest", Arrays.stream(scores).min().orElseThrow()),
                () -> ImagesMatch.listing(mean.measured(), ImagesMatch.scored(actual, i -> scores[i]))
                                .model(scorer())
                                .label("and head")
                                .fact(head)
                                .demand(mean)
                        + ImagesMatchAssert.spread(sample));
    }

    /**
     * Verifies that no picture nearly repeats an earlier one.
     *
     * @param threshold the cosine at which two pictures count as near-duplicates, in [-1, 1]
     * @throws AssertionError if there are near-duplicates; the message lists them
     */
    public ImagesAssert hasNoNearDuplicates(double threshold) {
        isNotNull();
        Thresholds.cosine(Thresholds.COSINE, threshold);
        ImageSet set = set();
        List<NearDuplicate> found = NearDuplicate.in(set.embeddings(), threshold);
        Measurement count = Measurement.of("near-duplicates", found.size(), Relation.AT_MOST, 0)
                .inWords(Counted.of(found.size(), "near-duplicate"), "no near-duplicates");
        return settle(
                set.check(count).named("no near-duplicates").figure("cosine of near-duplicates", threshold),
                () -> duplicates(set, found, threshold));
    }

    private String duplicates(ImageSet set, List<NearDuplicate> found, double threshold) {
        FailureText text = FailureText.expecting(set + ", but these nearly repeat an earlier one");
        found.forEach(one -> text.fact(
                one.cosine(),
                "picture " + (one.index() + 1) + " (" + actual.get(one.index()) + ") repeats picture "
                        + (one.original() + 1)));
        return text.model(set.scorer())
                .end("to have no pair with a cosine of " + fixed(threshold) + " or more\nbut found " + found.size()
                        + (found.size() == 1 ? " such pair" : " such pairs"));
    }

    /**
     * Verifies that the pictures have on average no less fine detail than accepted ones, at a false positive rate of
     * 0.01.
     *
     * @param accepted pictures of the same size as these; both sets together have three or more
     * @throws AssertionError if the test finds these pictures softer; the message gives the detail of all
     */
    public ImagesAssert isNotSofterThan(Collection<?> accepted) {
        isNotNull();
        Softness softness = Softness.of(actual, ClipAssertions.images("accepted", accepted));
        return settle(SofterThan.check(softness), () -> SofterThan.failure(softness));
    }

    /**
     * Prepares a check of the distance between these pictures as a set and another set. The test fails unless a check
     * follows.
     *
     * @param goldenSet accepted pictures: at least one, of the types that {@link ClipAssertions#assertThatImages}
     *     takes; use a hundred or more for a meaningful result
     */
    @CheckReturnValue
    public DistributionAssert isDistributedLike(Collection<?> goldenSet) {
        isNotNull();
        ImageSet set = set();
        List<Embedding> reference = scorer().embedImages(ClipAssertions.images("goldenSet", goldenSet));
        return carry(new DistributionAssert(
                new DistributionAssert.EmbeddingSets.Listed(set.embeddings(), reference),
                actual,
                set.scorer().model(),
                TestScope.begin(set.scorer(), DistributionAssert.STEP, DistributionAssert.LACKING)));
    }

    /**
     * Prepares a check of how evenly the pictures of one neutral prompt, such as "a doctor", are spread over labels.
     * The test fails unless a check follows.
     *
     * @param labels at least two texts, such as "a man" and "a woman"
     */
    @CheckReturnValue
    public BalanceAssert areBalancedAcross(String... labels) {
        isNotNull();
        return carry(new BalanceAssert(set(), requireLabels(labels)));
    }

    /**
     * Prepares a check of how many labels the pictures cover, and how clearly. The test fails unless a check follows.
     *
     * @param labels at least two texts
     */
    @CheckReturnValue
    public ClassSpreadAssert coversLabels(String... labels) {
        isNotNull();
        return carry(new ClassSpreadAssert(set(), requireLabels(labels)));
    }

    private static List<String> requireLabels(String... labels) {
        List<String> distinct = Arrays.stream(Demands.require("labels", labels))
                .map(label -> Prompts.requireText("label", label))
                .distinct()
                .toList();
        if (distinct.size() < 2) {
            throw new IllegalArgumentException(
                    "labels " + distinct + " must be at least two different texts: one label gets every picture");
        }
        return distinct;
    }

    /** Returns the pictures with their embeddings, which are computed once for all checks. */
    private ImageSet set() {
        ImageSet known = set;
        if (known == null || known.scorer() != scorer()) {
            known = ImageSet.of(actual, scorer());
            set = known;
        }
        return known;
    }
}
