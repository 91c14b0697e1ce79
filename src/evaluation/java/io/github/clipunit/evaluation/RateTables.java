package io.github.clipunit.evaluation;

import io.github.clipunit.Embedding;
import io.github.clipunit.calibration.Calibration;
import io.github.clipunit.sets.Balance;
import io.github.clipunit.sets.Cmmd;
import io.github.clipunit.sets.EmbeddingMoments;
import io.github.clipunit.stats.EqualShares;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Prints how often calibrated cut-offs, checks of balance and CMMD are wrong, in 20,000 simulated runs each: the tables of
 * {@code docs/checks.md}. Run it with {@code mvn -q test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=io.github.clipunit.evaluation.RateTables}; it takes some minutes.
 */
public final class RateTables {

    private static final int RUNS = 20_000;

    /** By labels, pictures and the sum of squares, on which alone p-values depend. */
    private static final Map<List<Integer>, Double> P_VALUES = new HashMap<>();

    private RateTables() {}

    public static void main(String[] args) {
        printCutoffs();
        printShuffled();
        printBalance();
        printChiSquare();
        printCmmd();
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    /** Independent others: the share of new ones above the cut-off, on average and in the worst of 20 calibrations. */
    private static void printCutoffs() {
        print(
                "%n| others | rate | by k/m | by (k+1)/(m+1) | of 19 in 20 files at most |%n| --- | --- | --- | --- | --- |");
        for (int others : new int[] {10, 20, 50, 100, 1000}) {
            for (double rate : new double[] {0.1, 0.05, 0.01}) {
                if (rate * (others + 1) < 1) {
                    continue;
                }
                SplittableRandom random = new SplittableRandom(1);
                int before = (int) Math.floor(rate * others + 1e-9);
                double[] real = new double[RUNS];
                double old = 0;
                for (int run = 0; run < RUNS; run++) {
                    double[] scores = random.doubles(others).toArray();
                    real[run] = 1 - cutoff(scores, rate);
                    Arrays.sort(scores);
                    old += (before == 0 ? Double.NaN : 1 - scores[others - before - 1]) / RUNS;
                }
                Arrays.sort(real);
                print(
                        "| %d | %.2f | %.3f | %.3f | %.3f |",
                        others, rate, old, Arrays.stream(real).average().orElseThrow(), real[RUNS * 19 / 20]);
            }
        }
    }

    private static double cutoff(double[] others, double rate) {
        return Calibration.of(new double[] {2, 2.1}, others, rate)
                .cutoffs()
                .get(0)
                .threshold();
    }

    /** Scores that are the sum of a picture's, a prompt's and a pair's own part, paired as the calibrator does. */
    private static void printShuffled() {
        print("%n| pictures | others | shared | rate | real |%n| --- | --- | --- | --- | --- |");
        for (int[] one : new int[][] {{11, 5}, {20, 5}, {50, 5}, {200, 5}, {100, 0}}) {
            for (double shared : new double[] {0.4, 0.8}) {
                SplittableRandom random = new SplittableRandom(2);
                int pictures = one[0];
                int times = Math.max(1, one[1]);
                double own = Math.sqrt(1 - shared);
                double half = Math.sqrt(shared / 2);
                int alarms = 0;
                for (int run = 0; run < RUNS; run++) {
                    double[] byPicture = gaussians(pictures, half, random);
                    double[] byPrompt = gaussians(pictures, half, random);
                    double[] scores = gaussians(pictures * times, own, random);
                    for (int i = 0; i < scores.length; i++) {
                        int prompt = one[1] == 0 ? 0 : (i + 1 + i / pictures) % pictures;
                        scores[i] += byPicture[i % pictures] + byPrompt[prompt];
                    }
                    alarms += random.nextGaussian() > cutoff(scores, 0.05) ? 1 : 0;
                }
                print(
                        "| %d | %d%s | %.1f | 0.05 | %.3f |",
                        pictures, pictures * times, one[1] == 0 ? ", one prompt" : "", shared, (double) alarms / RUNS);
            }
        }
    }

    private static double[] gaussians(int count, double deviation, SplittableRandom random) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> deviation * random.nextGaussian());
        return values;
    }

    /** How often a generator passes, that is balanced, and that has 0.2 too much of one label. */
    private static void printBalance() {
        print(
                "%n| labels | pictures | balanced: within(0.1) | within(0.2) | p-value > 0.01 | 0.2 too much of one: counted"
                        + " within 0.1 | within(0.1) | within(0.2) | p-value > 0.01 |%n| --- | --- | --- | --- | --- | --- | --- | ---"
                        + " | --- |");
        for (int labels = 2; labels <= 5; labels++) {
            double[] even = new double[labels];
            Arrays.fill(even, 1.0 / labels);
            double[] biased = new double[labels];
            Arrays.fill(biased, (1 - 1.0 / labels - 0.2) / (labels - 1));
            biased[0] = 1.0 / labels + 0.2;
            for (int pictures : new int[] {10, 20, 50, 100, 200}) {
                double[] passed = new double[7];
                Map<List<Integer>, boolean[]> known = new HashMap<>();
                SplittableRandom random = new SplittableRandom(3);
                for (int run = 0; run < RUNS; run++) {
                    boolean[] fair = known.computeIfAbsent(counts(pictures, even, random), RateTables::verdicts);
                    boolean[] unfair = known.computeIfAbsent(counts(pictures, biased, random), RateTables::verdicts);
                    for (int i = 0; i < 3; i++) {
                        passed[i] += fair[i + 1] ? 100.0 / RUNS : 0;
                    }
                    for (int i = 0; i < 4; i++) {
                        passed[3 + i] += unfair[i] ? 100.0 / RUNS : 0;
                    }
                }
                print(
                        "| %d | %d | %.0f %% | %.0f %% | %.1f %% | %.0f %% | %.1f %% | %.1f %% | %.0f %% |",
                        labels, pictures, passed[0], passed[1], passed[2], passed[3], passed[4], passed[5], passed[6]);
            }
        }
    }

    /** In falling order, for all orders have one verdict. */
    private static List<Integer> counts(int pictures, double[] shares, SplittableRandom random) {
        Integer[] counts = new Integer[shares.length];
        Arrays.fill(counts, 0);
        for (int i = 0; i < pictures; i++) {
            double at = random.nextDouble();
            int label = 0;
            while (label < shares.length - 1 && at >= shares[label]) {
                at -= shares[label++];
            }
            counts[label]++;
        }
        List<Integer> sorted = new ArrayList<>(List.of(counts));
        sorted.sort(Collections.reverseOrder());
        return sorted;
    }

    private static boolean[] verdicts(List<Integer> counts) {
        Balance balance = new Balance(
                IntStream.range(0, counts.size()).mapToObj(Integer::toString).toList(), counts, 0);
        double limit = balance.deviationLimit();
        return new boolean[] {balance.deviation() <= 0.1 + 1e-9, limit <= 0.1, limit <= 0.2, pValue(counts) > 0.01};
    }

    /** How often equal shares have a p-value of 0.05 or less: exactly, and where there are too many counts to list. */
    private static void printChiSquare() {
        print("%n| labels | pictures | p <= 0.05 | p <= 0.01 |%n| --- | --- | --- | --- |");
        for (int[] one : new int[][] {{2, 10}, {2, 16}, {3, 16}, {5, 26}, {5, 225}, {10, 77}, {20, 61}, {100, 61}}) {
            double[] even = new double[one[0]];
            Arrays.fill(even, 1.0 / one[0]);
            SplittableRandom random = new SplittableRandom(4);
            double[] values = new double[RUNS];
            Arrays.setAll(values, run -> pValue(counts(one[1], even, random)));
            print(
                    "| %d | %d | %.4f | %.4f |",
                    one[0], one[1], share(values, p -> p <= 0.05), share(values, p -> p <= 0.01));
        }
    }

    private static double pValue(List<Integer> counts) {
        int[] numbers = counts.stream().mapToInt(Integer::intValue).toArray();
        int squares = Arrays.stream(numbers).map(count -> count * count).sum();
        return P_VALUES.computeIfAbsent(
                List.of(numbers.length, Arrays.stream(numbers).sum(), squares), key -> EqualShares.pValue(numbers));
    }

    private static double share(double[] values, Predicate<Double> holds) {
        return (double) Arrays.stream(values).boxed().filter(holds).count() / values.length;
    }

    /** Embeddings of 32 dimensions whose spreads fall like those of a model's, and of four kinds of pictures. */
    private static void printCmmd() {
        print(
                "%n| pictures | kinds | mean CMMD | expected by chance | above the 95 %% | unbiased above its 95 %% |%n| --- |"
                        + " --- | --- | --- | --- | --- |");
        for (int[] sizes : new int[][] {{3, 3}, {5, 5}, {10, 10}, {20, 20}, {10, 100}, {50, 50}}) {
            for (boolean isMixed : new boolean[] {false, true}) {
                SplittableRandom random = new SplittableRandom(5);
                double[] sums = new double[4];
                for (int run = 0; run < RUNS; run++) {
                    EmbeddingMoments first = sample(sizes[0], isMixed, random);
                    EmbeddingMoments second = sample(sizes[1], isMixed, random);
                    Cmmd.Chance chance = Cmmd.chance(first, second);
                    double found = Cmmd.biased(first, second);
                    sums[0] += found / RUNS;
                    sums[1] += chance.expected() / RUNS;
                    sums[2] += found > chance.high() ? 1.0 / RUNS : 0;
                    sums[3] += Cmmd.unbiased(first, second) > chance.high() - chance.expected() ? 1.0 / RUNS : 0;
                }
                print(
                        "| %d, %d | %s | %.3f | %.3f | %.3f | %.3f |",
                        sizes[0], sizes[1], isMixed ? "four" : "one", sums[0], sums[1], sums[2], sums[3]);
            }
        }
    }

    private static EmbeddingMoments sample(int size, boolean isMixed, SplittableRandom random) {
        EmbeddingMoments moments = new EmbeddingMoments();
        for (int i = 0; i < size; i++) {
            float[] vector = new float[32];
            int kind = isMixed ? random.nextInt(4) : 0;
            for (int j = 0; j < vector.length; j++) {
                double centre = j == 0 ? 2 : j == kind + 1 && isMixed ? 1.5 : 0;
                vector[j] = (float) (centre + random.nextGaussian() * (isMixed ? 0.3 : 1) / Math.pow(j + 1, 0.7));
            }
            moments.add(Embedding.of(vector));
        }
        return moments;
    }
}
