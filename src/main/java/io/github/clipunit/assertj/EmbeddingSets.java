package io.github.clipunit.assertj;

import io.github.clipunit.Embedding;
import io.github.clipunit.sets.Cmmd;
import io.github.clipunit.sets.EmbeddingMoments;
import io.github.clipunit.sets.FrechetDistance;
import java.util.List;

/** Two sets of embeddings, and how far apart they are. */
interface EmbeddingSets {

    /** How many embeddings the set in question has. */
    long size();

    /** How many embeddings the set has that it is compared with. */
    long referenceSize();

    double cmmd();

    double unbiasedCmmd();

    double pValue(int times);

    double frechet();

    /** Sets whose embeddings are all in memory. */
    record Listed(List<Embedding> set, List<Embedding> reference) implements EmbeddingSets {

        @Override
        public long size() {
            return set.size();
        }

        @Override
        public long referenceSize() {
            return reference.size();
        }

        @Override
        public double cmmd() {
            return Cmmd.biased(set, reference);
        }

        @Override
        public double unbiasedCmmd() {
            return Cmmd.unbiased(set, reference);
        }

        @Override
        public double pValue(int times) {
            return Cmmd.pValue(set, reference, times);
        }

        @Override
        public double frechet() {
            return FrechetDistance.between(EmbeddingMoments.of(set), EmbeddingMoments.of(reference));
        }
    }

    /** Sets of any size, of which moments are kept. */
    record Summed(EmbeddingMoments set, EmbeddingMoments reference) implements EmbeddingSets {

        @Override
        public long size() {
            return set.count();
        }

        @Override
        public long referenceSize() {
            return reference.count();
        }

        @Override
        public double cmmd() {
            return Cmmd.biased(set, reference);
        }

        @Override
        public double unbiasedCmmd() {
            return Cmmd.unbiased(set, reference);
        }

        @Override
        public double pValue(int times) {
            throw new IllegalStateException(
                    "a p-value needs each embedding, and moments keep their sums alone: draw up to "
                            + Cmmd.MOST_FOR_P_VALUE + " pictures of both sets and ask assertThatImages(…)");
        }

        @Override
        public double frechet() {
            return FrechetDistance.between(set, reference);
        }
    }
}
