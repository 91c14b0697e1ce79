package io.github.clipunit.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.Embedding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DuplicateSketchTest {

    private static final int DIMENSION = 64;

    private static List<Embedding> cone(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, count)
                .mapToObj(i -> Vectors.inCone(DIMENSION, random))
                .toList();
    }

    private static boolean meet(long[] first, long[] second) {
        return IntStream.range(0, first.length).anyMatch(band -> first[band] == second[band]);
    }

    private static double[] centred(Embedding embedding, double[] mean) {
        float[] x = embedding.toArray();
        return IntStream.range(0, mean.length).mapToDouble(i -> x[i] - mean[i]).toArray();
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    /** Of 2000 pairs of a cosine: the share that meets in a bucket, and what the published formula says of their angles. */
    private static double[] recall(DuplicateSketch sketch, List<Embedding> set, double cosine) {
        double[] mean = IntStream.range(0, DIMENSION)
                .mapToDouble(i ->
                        set.stream().mapToDouble(x -> x.toArray()[i]).average().orElseThrow())
                .toArray();
        SplittableRandom random = new SplittableRandom(99);
        double met = 0;
        double expected = 0;
        for (Embedding one : set.subList(0, 2000)) {
            Embedding other = Vectors.at(cosine, one, random);
            long[] buckets = sketch.buckets(one);
            met += meet(buckets, sketch.buckets(other)) ? 1 : 0;
            double[] a = centred(one, mean);
            double[] b = centred(other, mean);
            double angle = Math.acos(dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)));
            expected += 1 - Math.pow(1 - Math.pow(1 - angle / Math.PI, sketch.bitsPerBand()), buckets.length);
        }
        return new double[] {met / 2000, expected / 2000};
    }

    @Test
    void should_find_as_many_pairs_as_the_formula_says() {
        List<Embedding> set = cone(4000, 1);
        DuplicateSketch sketch = DuplicateSketch.of(EmbeddingMoments.of(set), 4000, 0.97);

        for (double cosine : new double[] {0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.99}) {
            double[] recall = recall(sketch, set, cosine);
            assertThat(recall[0]).as("at %s", cosine).isCloseTo(recall[1], within(0.03));
        }
        assertThat(recall(sketch, set, 0.97)[0]).isGreaterThan(0.99);
        assertThat(recall(sketch, set, 0.8)[0]).isLessThan(0.5);
        assertThat(sketch.bitsPerBand()).isEqualTo(12);
    }

    @Test
    void should_bring_few_unlike_pictures_together() {
        List<Embedding> set = cone(2000, 2);
        DuplicateSketch sketch = DuplicateSketch.of(EmbeddingMoments.of(set), 2000, 0.97);
        List<long[]> buckets = set.stream().map(sketch::buckets).toList();
        int bands = buckets.get(0).length;
        long together = 0;
        for (int i = 0; i < 2000; i++) {
            for (int j = 0; j < i; j++) {
                for (int band = 0; band < bands; band++) {
                    together += buckets.get(i)[band] == buckets.get(j)[band] ? 1 : 0;
                }
            }
        }

        // bits of unlike pictures are tossed coins, but for how their angles scatter around a right one
        double chance = 2000 * 1999 / 2.0 * bands / (1 << sketch.bitsPerBand());
        assertThat(together / chance).isBetween(0.9, 1.8);
    }

    @Test
    void should_find_what_a_search_of_all_pairs_finds() {
        SplittableRandom random = new SplittableRandom(3);
        List<Embedding> set = new ArrayList<>(cone(3000, 3));
        for (int i = 0; i < 300; i++) {
            set.add(Vectors.at(0.95 + 0.05 * random.nextDouble(), set.get(i), random));
        }
        set.addAll(set.subList(100, 150));
        Collections.shuffle(set, new java.util.Random(4));
        List<NearDuplicate> all = NearDuplicate.in(set, 0.95);
        List<NearDuplicate> found =
                DuplicateSketch.of(EmbeddingMoments.of(set), set.size(), 0.95).in(set);

        assertThat(all).hasSizeGreaterThan(340);
        assertThat(all).containsAll(found);
        assertThat(found).hasSizeGreaterThan((int) (0.99 * all.size()));
    }

    @Test
    void should_take_over_from_the_search_of_all_pairs_above_20_000_pictures() {
        SplittableRandom random = new SplittableRandom(5);
        List<Embedding> set = new ArrayList<>(IntStream.range(0, 20_000)
                .mapToObj(i -> Vectors.inCone(8, random))
                .toList());
        set.addAll(set.subList(0, 200));
        set.addAll(Collections.nCopies(500, set.get(7)));

        assertThat(NearDuplicate.in(set, 0.999999)).hasSize(700).allMatch(found -> found.original() < 200);
        assertThat(NearDuplicate.in(set, 0.5)).hasSize(set.size() - 1);
    }

    @Test
    void should_give_the_same_buckets_in_every_jvm() {
        List<Embedding> set =
                List.of(Vectors.of(1, 0, 0), Vectors.of(0, 1, 0), Vectors.of(0, 0, 1), Vectors.of(1, 1, 1));
        DuplicateSketch sketch = DuplicateSketch.of(EmbeddingMoments.of(set), 1000, 0.99);

        // computed in Python, with java.util.Random's published generator written out
        assertThat(sketch.bitsPerBand()).isEqualTo(10);
        assertThat(sketch.buckets(set.get(0))).hasSize(83).startsWith(19, 436, 341, 166);
        assertThat(sketch.buckets(set.get(3))).startsWith(752, 315, 91, 279);
    }

    @Test
    void should_do_what_the_documentation_shows() {
        EmbeddingMoments moments = EmbeddingMoments.of(cone(100, 6));
        Embedding embedding = cone(1, 7).get(0);
        long size = 100;

        DuplicateSketch sketch = DuplicateSketch.of(moments, size, 0.97);
        long[] buckets = sketch.buckets(embedding);

        assertThat(buckets).isEqualTo(DuplicateSketch.of(moments, size, 0.97).buckets(embedding));
    }

    @Test
    void should_refuse_thresholds_of_unlike_pictures_and_other_dimensions() {
        EmbeddingMoments moments = EmbeddingMoments.of(List.of(Vectors.of(1, 0), Vectors.of(0, 1)));

        for (double threshold : new double[] {0.7, 1.01, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DuplicateSketch.of(moments, 1000, threshold))
                    .withMessage(
                            "cosine threshold [" + threshold
                                    + "] must lie between [0.75] and 1 for a sketch of this set; below that, compare all pairs");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DuplicateSketch.of(moments, 1000, 0.9).buckets(Vectors.of(1, 0, 0)))
                .withMessage("embedding dimensions differ: 2 != 3; were they made by two models?");
    }
}
