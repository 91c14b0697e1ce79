package io.github.clipunit.stats;

import io.github.clipunit.stats.SequentialTest.Look;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Prints the tables of docs/statistics.md, each cell from 20,000 simulated runs. Run it with {@code mvn -q test-compile
 * exec:java -Dexec.classpathScope=test -Dexec.mainClass=io.github.clipunit.stats.StatisticsTables}; it takes some minutes.
 */
final class StatisticsTables {

    private static final int RUNS = 20_000;
    private static final double ALPHA = 0.01;
    private static final double TOLERANCE = 0.01;
    private static final double MEAN = 0.28;
    private static final Population[] POPULATIONS = {
        Population.NORMAL, Population.SKEWED_LEFT, Population.EXPONENTIAL_RIGHT, Population.BIMODAL
    };

    private StatisticsTables() {}

    public static void main(String[] args) {
        single();
        sets();
        sequential();
        thresholds();
        shares();
        proofs();
        runs();
        offsets();
        oneAgainstFew();
    }

    /** The share of runs in which something happens. */
    private static String rate(long seed, Function<SplittableRandom, Boolean> run) {
        return String.format(Locale.ROOT, "%.4f", share(RUNS, seed, run));
    }

    private static double share(int runs, long seed, Function<SplittableRandom, Boolean> run) {
        return (double) IntStream.range(0, runs)
                        .parallel()
                        .filter(i -> run.apply(new SplittableRandom(seed * 1_000_003 + i)))
                        .count()
                / runs;
    }

    private static void row(Object... cells) {
        System.out.println("| "
                + String.join(" | ", Arrays.stream(cells).map(String::valueOf).toList()) + " |");
    }

    private static void title(String title, Object... columns) {
        System.out.println("\n" + title + "\n");
        row(columns);
        row(Arrays.stream(columns).map(column -> "---").toArray());
    }

    private static Sample draw(Population scores, int size, double mean, double spread, SplittableRandom random) {
        return Sample.of(scores.sample(size, mean, spread, random));
    }

    private static void single() {
        title("One picture against one, tolerance 0.01, nothing changed", "scores", "0.02", "0.03", "0.04");
        for (Population scores : POPULATIONS) {
            row(scores, one(scores, 0.02), one(scores, 0.03), one(scores, 0.04));
        }
        title("One picture against the mean of k, measured tolerance", "scores", "k = 4", "k = 8", "k = 16", "k = 64");
        for (Population scores : POPULATIONS) {
            row(scores, measured(scores, 4), measured(scores, 8), measured(scores, 16), measured(scores, 64));
        }
    }

    private static String one(Population scores, double spread) {
        return rate(
                1,
                random -> scores.sample(1, MEAN, spread, random)[0]
                        < scores.sample(1, MEAN, spread, random)[0] - TOLERANCE);
    }

    private static String measured(Population scores, int size) {
        return rate(2, random -> {
            Sample golden = draw(scores, size, MEAN, 0.02, random);
            return scores.sample(1, MEAN, 0.02, random)[0] < golden.mean() - golden.predictionMargin(ALPHA);
        });
    }

    private static void sets() {
        title(
                "Sets, spread 0.03: red where the drop is 0, the tolerance, 0.03, 0.05",
                "scores",
                "n",
                "unpaired 0",
                "0.01",
                "0.03",
                "0.05",
                "paired by seed 0",
                "0.01",
                "0.03",
                "0.05",
                "paired, seeds mean nothing 0.01",
                "0.03");
        for (Population scores : POPULATIONS) {
            for (int size : new int[] {2, 4, 8, 16, 32, 64}) {
                row(
                        scores,
                        size,
                        unpaired(scores, size, 0),
                        unpaired(scores, size, 0.01),
                        unpaired(scores, size, 0.03),
                        unpaired(scores, size, 0.05),
                        paired(scores, size, 0, 0.95),
                        paired(scores, size, 0.01, 0.95),
                        paired(scores, size, 0.03, 0.95),
                        paired(scores, size, 0.05, 0.95),
                        paired(scores, size, 0.01, 0),
                        paired(scores, size, 0.03, 0));
            }
        }
    }

    private static String unpaired(Population scores, int size, double drop) {
        return rate(3, random -> new DropTest(TOLERANCE, ALPHA)
                .test(draw(scores, size, MEAN, 0.03, random), draw(scores, size, MEAN - drop, 0.03, random))
                .regressed());
    }

    /** Two scores of one seed share what the seed decides; their correlation is what is given. */
    private static double[][] pairs(
            Population scores, int size, double drop, double spread, double correlation, SplittableRandom random) {
        double shared = spread * Math.sqrt(correlation);
        double own = spread * Math.sqrt(1 - correlation);
        double[] scene = scores.sample(size, 0, shared, random);
        double[] golden = scores.sample(size, MEAN, own, random);
        double[] current = scores.sample(size, MEAN - drop, own, random);
        for (int i = 0; i < size; i++) {
            golden[i] += scene[i];
            current[i] += scene[i];
        }
        return new double[][] {golden, current};
    }

    private static String paired(Population scores, int size, double drop, double correlation) {
        return rate(4, random -> {
            double[][] pairs = pairs(scores, size, drop, 0.03, correlation, random);
            return new DropTest(TOLERANCE, ALPHA).testPaired(pairs[0], pairs[1]).regressed();
        });
    }

    private static void sequential() {
        title(
                "On demand, up to 16, spread 0.03",
                "scores",
                "seeds",
                "red, drop 0.01",
                "red, drop 0",
                "pictures, drop 0",
                "red, drop 0.03",
                "all 16: drop 0.03",
                "red, drop 0.05",
                "all 16: drop 0.05",
                "pictures, drop 0.05");
        for (Population scores : POPULATIONS) {
            for (double correlation : new double[] {0.95, 0}) {
                double[] tolerance = drawn(scores, correlation, 0.01);
                double[] none = drawn(scores, correlation, 0);
                double[] small = drawn(scores, correlation, 0.03);
                double[] large = drawn(scores, correlation, 0.05);
                row(
                        scores,
                        correlation == 0 ? "mean nothing" : "decide the scene",
                        text(tolerance[0]),
                        text(none[0]),
                        String.format(Locale.ROOT, "%.1f", none[1]),
                        text(small[0]),
                        paired(scores, 16, 0.03, correlation),
                        text(large[0]),
                        paired(scores, 16, 0.05, correlation),
                        String.format(Locale.ROOT, "%.1f", large[1]));
            }
        }
    }

    private static String text(double share) {
        return String.format(Locale.ROOT, "%.4f", share);
    }

    private static double[] drawn(Population scores, double correlation, double drop) {
        return draw(random -> {
            double[][] pairs = pairs(scores, 16, drop, 0.03, correlation, random);
            return size -> new DropTest(TOLERANCE, ALPHA)
                    .testPaired(Arrays.copyOf(pairs[0], size), Arrays.copyOf(pairs[1], size))
                    .pValue();
        });
    }

    /** The share of red verdicts, and the mean number of pictures. */
    private static double[] draw(Function<SplittableRandom, Function<Integer, Double>> population) {
        SequentialTest plan = new SequentialTest(16, ALPHA);
        long[] sums = IntStream.range(0, RUNS)
                .parallel()
                .mapToObj(run -> {
                    Function<Integer, Double> pValue = population.apply(new SplittableRandom(5_000_011L + run));
                    for (int size : plan.looks()) {
                        Look look = plan.at(size, pValue.apply(size));
                        if (look != Look.GO_ON) {
                            return new long[] {look == Look.REJECTED ? 1 : 0, size};
                        }
                    }
                    throw new IllegalStateException("the last look decides");
                })
                .reduce(new long[2], (a, b) -> new long[] {a[0] + b[0], a[1] + b[1]});
        return new double[] {(double) sums[0] / RUNS, (double) sums[1] / RUNS};
    }

    private static void thresholds() {
        title(
                "On demand, up to 16, mean above 0.28, spread 0.03",
                "scores",
                "red, mean 0.28",
                "red, mean 0.29",
                "pictures, mean 0.29",
                "red, mean 0.25",
                "red, mean 0.23");
        for (Population scores : Population.values()) {
            row(
                    scores,
                    text(above(scores, 0.28)[0]),
                    text(above(scores, 0.29)[0]),
                    String.format(Locale.ROOT, "%.1f", above(scores, 0.29)[1]),
                    text(above(scores, 0.25)[0]),
                    text(above(scores, 0.23)[0]));
        }
    }

    private static double[] above(Population scores, double mean) {
        return draw(random -> {
            double[] drawn = scores.sample(16, mean, 0.03, random);
            return size -> MeanTest.of(Arrays.copyOf(drawn, size)).pValue(0.28);
        });
    }

    private static void shares() {
        title("On demand, up to 16, a share of 0.9 matches", "true share", "red", "pictures");
        for (double share : new double[] {0.98, 0.95, 0.9, 0.8, 0.7, 0.5, 0.3}) {
            double[] outcome = draw(random -> {
                int[] hits = IntStream.range(0, 16)
                        .map(i -> random.nextDouble() < share ? 1 : 0)
                        .toArray();
                return size -> {
                    int few = Arrays.stream(hits, 0, size).sum();
                    double pValue = SequentialTest.tooFew(few, size, 0.9);
                    return few < 0.9 * size ? Math.min(pValue, SequentialTest.PEACE) : pValue;
                };
            });
            row(share, text(outcome[0]), String.format(Locale.ROOT, "%.1f", outcome[1]));
        }
    }

    private static void proofs() {
        title(
                "Not inferior, spread 0.03: passes",
                "scores",
                "n",
                "unpaired, drop 0.01",
                "drop 0",
                "paired by seed, drop 0.01",
                "drop 0",
                "drop 0.005");
        for (Population scores : POPULATIONS) {
            for (int size : new int[] {8, 16, 64}) {
                row(
                        scores,
                        size,
                        rate(6, random -> new DropTest(TOLERANCE, ALPHA)
                                .test(
                                        draw(scores, size, MEAN, 0.03, random),
                                        draw(scores, size, MEAN - 0.01, 0.03, random))
                                .isWithinTolerance()),
                        rate(7, random -> new DropTest(TOLERANCE, ALPHA)
                                .test(draw(scores, size, MEAN, 0.03, random), draw(scores, size, MEAN, 0.03, random))
                                .isWithinTolerance()),
                        proven(scores, size, 0.01),
                        proven(scores, size, 0),
                        proven(scores, size, 0.005));
            }
        }
    }

    private static String proven(Population scores, int size, double drop) {
        return rate(8, random -> {
            double[][] pairs = pairs(scores, size, drop, 0.03, 0.95, random);
            return new DropTest(TOLERANCE, ALPHA).testPaired(pairs[0], pairs[1]).isWithinTolerance();
        });
    }

    /** Suites are recorded once and compared many times: how often a run of one such suite is red varies. */
    private static void runs() {
        title(
                "200 set goldens of n pictures, nothing changed: runs with a red one, least, mean and most of 40 recordings",
                "n",
                "spread",
                "tolerance",
                "alpha 0.01 each",
                "run-alpha 0.05",
                "1 of 200 fell by 0.05: alpha each",
                "run-alpha");
        for (int size : new int[] {8, 16}) {
            for (double spread : new double[] {0.02, 0.04}) {
                for (double tolerance : new double[] {0, 0.01}) {
                    row(
                            size,
                            spread,
                            tolerance,
                            redRuns(size, spread, tolerance, false),
                            redRuns(size, spread, tolerance, true),
                            fallen(size, spread, tolerance, ALPHA),
                            fallen(size, spread, tolerance, 0.05 / 200));
                }
            }
        }
    }

    private static String redRuns(int size, double spread, double tolerance, boolean together) {
        double[] shares = IntStream.range(0, 40)
                .mapToDouble(suite -> {
                    SplittableRandom recording = new SplittableRandom(suite);
                    Sample[] goldens = IntStream.range(0, 200)
                            .mapToObj(i -> draw(Population.NORMAL, size, MEAN, spread, recording))
                            .toArray(Sample[]::new);
                    return share(500, 100L + suite, random -> {
                        double lowest = Arrays.stream(goldens)
                                .mapToDouble(golden -> new DropTest(tolerance, ALPHA)
                                        .test(golden, draw(Population.NORMAL, size, MEAN, spread, random))
                                        .pValue())
                                .min()
                                .orElseThrow();
                        return lowest <= (together ? 0.05 / 200 : ALPHA);
                    });
                })
                .sorted()
                .toArray();
        return String.format(
                Locale.ROOT,
                "%.2f, %.2f, %.2f",
                shares[0],
                Arrays.stream(shares).average().orElseThrow(),
                shares[39]);
    }

    private static String fallen(int size, double spread, double tolerance, double level) {
        return rate(9, random -> new DropTest(tolerance, level)
                .test(
                        draw(Population.NORMAL, size, MEAN, spread, random),
                        draw(Population.NORMAL, size, MEAN - 0.05, spread, random))
                .regressed());
    }

    private static void offsets() {
        title(
                "Pictures that share something: red at a drop of just the tolerance, n = 16, batches of 4",
                "intraclass correlation",
                "shared by a run: as single pictures",
                "shared by a batch: as single pictures",
                "by batches");
        for (double correlation : new double[] {0, 0.05, 0.1, 0.2, 0.5}) {
            row(
                    correlation,
                    rate(10, random -> new DropTest(TOLERANCE, ALPHA)
                            .test(
                                    Sample.of(batches(16, 16, MEAN, correlation, random)),
                                    Sample.of(batches(16, 16, MEAN - TOLERANCE, correlation, random)))
                            .regressed()),
                    rate(11, random -> new DropTest(TOLERANCE, ALPHA)
                            .test(
                                    Sample.of(batches(16, 4, MEAN, correlation, random)),
                                    Sample.of(batches(16, 4, MEAN - TOLERANCE, correlation, random)))
                            .regressed()),
                    rate(12, random -> new DropTest(TOLERANCE, ALPHA)
                            .test(
                                    Sample.of(means(batches(16, 4, MEAN, correlation, random))),
                                    Sample.of(means(batches(16, 4, MEAN - TOLERANCE, correlation, random))))
                            .regressed()));
        }
    }

    private static double[] batches(int size, int batch, double mean, double correlation, SplittableRandom random) {
        double[] shared = Population.NORMAL.sample(size / batch, 0, 0.03 * Math.sqrt(correlation), random);
        double[] own = Population.NORMAL.sample(size, mean, 0.03 * Math.sqrt(1 - correlation), random);
        return IntStream.range(0, size)
                .mapToDouble(i -> own[i] + shared[i / batch])
                .toArray();
    }

    private static double[] means(double[] scores) {
        return IntStream.range(0, scores.length / 4)
                .mapToDouble(
                        i -> Arrays.stream(scores, 4 * i, 4 * i + 4).average().orElseThrow())
                .toArray();
    }

    private static void oneAgainstFew() {
        title(
                "k new pictures against n recorded ones: red at a drop of just the tolerance",
                "scores",
                "n",
                "k = 1",
                "k = 2",
                "k = 4");
        for (Population scores : Population.values()) {
            for (int size : new int[] {4, 8, 16}) {
                row(scores, size, few(scores, size, 1), few(scores, size, 2), few(scores, size, 4));
            }
        }
    }

    private static String few(Population scores, int golden, int current) {
        return rate(13, random -> new DropTest(TOLERANCE, ALPHA)
                .test(draw(scores, golden, MEAN, 0.03, random), draw(scores, current, MEAN - TOLERANCE, 0.03, random))
                .regressed());
    }
}
