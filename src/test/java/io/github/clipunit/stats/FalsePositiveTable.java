package io.github.clipunit.stats;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Prints how often each test that was considered for {@link DropTest} raises a false positive at alpha 0.01, in 20,000
 * runs a cell. Run it with {@code mvn -q test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=io.github.clipunit.stats.FalsePositiveTable}; it takes a minute.
 */
final class FalsePositiveTable {

    private static final int RUNS = 20_000;
    private static final double ALPHA = 0.01;
    private static final int ARRANGEMENTS = 999;

    /** A test that was considered: its p-value for no drop at all. */
    @SuppressWarnings("ImmutableEnumChecker") // the functions keep no state
    private enum Candidate {
        CHOSEN((golden, current) -> new DropTest(0, ALPHA)
                .test(Sample.of(golden), Sample.of(current))
                .pValue()),
        STUDENT((golden, current) ->
                Difference.student(Sample.of(golden), Sample.of(current)).pValue(0)),
        WELCH((golden, current) ->
                Difference.welch(Sample.of(golden), Sample.of(current)).pValue(0)),
        YUEN(FalsePositiveTable::yuen),
        PERMUTATION(FalsePositiveTable::permutation);

        private final ToDoubleBiFunction<double[], double[]> pValue;

        Candidate(ToDoubleBiFunction<double[], double[]> pValue) {
            this.pValue = pValue;
        }
    }

    private FalsePositiveTable() {}

    public static void main(String[] args) {
        System.out.printf(Locale.ROOT, "%-18s %6s %6s %6s", "scores", "golden", "now", "spread");
        Arrays.stream(Candidate.values()).forEach(c -> System.out.printf(Locale.ROOT, " %11s", c));
        System.out.println();
        for (Population scores : Population.values()) {
            for (int size : new int[] {4, 8, 16, 32}) {
                printRow(scores, size, size, 1);
            }
            printRow(scores, 4, 4, 3);
            printRow(scores, 16, 16, 3);
            printRow(scores, 16, 8, 1);
            printRow(scores, 32, 4, 1);
            printRow(scores, 4, 32, 1);
            printRow(scores, 32, 4, 2);
        }
    }

    /** The mean stays; the spread of the scores of now is the given multiple of the golden's. */
    private static void printRow(Population scores, int golden, int current, double spread) {
        System.out.printf(Locale.ROOT, "%-18s %6d %6d %6.0f", scores, golden, current, spread);
        for (Candidate candidate : Candidate.values()) {
            long alarms = IntStream.range(0, RUNS)
                    .parallel()
                    .filter(run -> {
                        SplittableRandom random = new SplittableRandom(run * 31L + golden);
                        double[] before = scores.sample(golden, 0.28, 0.02, random);
                        double[] after = scores.sample(current, 0.28, 0.02 * spread, random);
                        return candidate.pValue.applyAsDouble(before, after) <= ALPHA;
                    })
                    .count();
            System.out.printf(Locale.ROOT, " %11.4f", (double) alarms / RUNS);
        }
        System.out.println();
    }

    /** Yuen 1974: Welch's test of means without the outer fifths, with winsorised variances. */
    private static double yuen(double[] golden, double[] current) {
        double[] g = trimmed(golden);
        double[] c = trimmed(current);
        double error = g[1] + c[1];
        double degrees = error * error / (g[1] * g[1] / (g[2] - 1) + c[1] * c[1] / (c[2] - 1));
        return TDistribution.of(degrees).survivalProbability((g[0] - c[0]) / Math.sqrt(error));
    }

    /** Trimmed mean, its squared error, and how many values are left. */
    private static double[] trimmed(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int cut = sorted.length / 5;
        int left = sorted.length - 2 * cut;
        double mean = Arrays.stream(sorted, cut, sorted.length - cut).average().orElseThrow();
        Arrays.fill(sorted, 0, cut, sorted[cut]);
        Arrays.fill(sorted, sorted.length - cut, sorted.length, sorted[sorted.length - cut - 1]);
        Sample winsorised = Sample.of(sorted);
        return new double[] {mean, winsorised.squares() / (left * (left - 1.0)), left};
    }

    /** Of the difference of means: all 70 arrangements of two samples of four, else 999 drawn with a fixed seed. */
    private static double permutation(double[] golden, double[] current) {
        double[] all = Arrays.copyOf(golden, golden.length + current.length);
        System.arraycopy(current, 0, all, golden.length, current.length);
        double seen = Arrays.stream(golden).sum() - 1e-12;
        if (all.length <= 8) {
            int[] chosen = IntStream.range(0, 1 << all.length)
                    .filter(bits -> Integer.bitCount(bits) == golden.length)
                    .toArray();
            long extreme =
                    Arrays.stream(chosen).filter(bits -> sum(all, bits) >= seen).count();
            return (double) extreme / chosen.length;
        }
        SplittableRandom random = new SplittableRandom(1);
        int extreme = 1;
        for (int i = 0; i < ARRANGEMENTS; i++) {
            extreme += drawn(all, golden.length, random) >= seen ? 1 : 0;
        }
        return (double) extreme / (ARRANGEMENTS + 1);
    }

    private static double sum(double[] values, int bits) {
        return IntStream.range(0, values.length)
                .filter(i -> (bits >> i & 1) == 1)
                .mapToDouble(i -> values[i])
                .sum();
    }

    private static double drawn(double[] values, int size, SplittableRandom random) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i, values.length);
            double value = values[j];
            values[j] = values[i];
            values[i] = value;
            sum += value;
        }
        return sum;
    }
}
