package io.github.clipunit.assertj;

import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.internal.Counted;
import io.github.clipunit.internal.Demands;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.sets.EmbeddingMoments;
import io.github.clipunit.sets.VendiScore;
import java.util.List;
import org.assertj.core.annotation.CheckReturnValue;

/**
 * Assertions on a set of any size, given the sums of its embeddings: {@code
 * scorer.embedFiles(files).collect(EmbeddingMoments.collector())}. It needs the memory of one matrix, whatever the size
 * of the set.
 */
public class EmbeddingMomentsAssert extends ClipAbstractAssert<EmbeddingMomentsAssert, EmbeddingMoments> {

    /** Used by {@link ClipAssertions#assertThat(EmbeddingMoments)}. */
    public EmbeddingMomentsAssert(EmbeddingMoments actual) {
        super(actual, EmbeddingMomentsAssert.class);
    }

    /**
     * Verifies that the set is diverse, as {@link ImagesAssert#hasDiversityAbove} does.
     *
     * @param threshold at least 1
     * @throws AssertionError if the Vendi score is not above the threshold, or NaN
     */
    public EmbeddingMomentsAssert hasDiversityAbove(double threshold) {
        isNotNull();
        Thresholds.within("diversity threshold", threshold, 1, (double) actual.count());
        Measurement diversity = Measurement.of("diversity", VendiScore.of(actual), Relation.ABOVE, threshold);
        return settle(Check.of(diversity, List.of()), () -> FailureText.expecting("diversity (Vendi score) of")
                .fact(Counted.of(actual.count(), "picture"))
                .demand(diversity));
    }

    /** Prepares a check of the distance between this set and another. The test fails unless a check follows. */
    @CheckReturnValue
    public DistributionAssert isDistributedLike(EmbeddingMoments reference) {
        isNotNull();
        Demands.require("reference", reference);
        return carry(new DistributionAssert(
                new DistributionAssert.EmbeddingSets.Summed(actual, reference),
                List.of(),
                null,
                TestScope.begin(DistributionAssert.STEP, DistributionAssert.LACKING)));
    }
}
