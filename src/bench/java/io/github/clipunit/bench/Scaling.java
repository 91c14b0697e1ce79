package io.github.clipunit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Time and memory as threads, pictures and tests become more, each point in a JVM of its own. Prints every point as soon as
 * it is measured, and writes them to {@code target/bench/scaling.csv}, which {@code bench/scaling_picture.py} draws.
 */
final class Scaling {

    private static final Path TABLE = Path.of("target", "bench", "scaling.csv");
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final int MOST_THREADS = 8;
    private static final int SIDE_IN_SUITES = 256;
    /** Its towers take next to no time: what is measured is all around them. */
    private static final String SMALL_MODEL = "src/test/resources/tiny-clip/split";

    /** Otherwise the collector lets garbage grow to what the machine has, and peaks say nothing of what is needed. */
    private static final List<String> SMALL_HEAP = List.of("-Xmx256m");

    private final String model;
    private final List<String> rows = new ArrayList<>();

    Scaling(String model) {
        this.model = model;
        rows.add("# " + Machine.describe());
        rows.add("curve,x,ms by the clock,ms of processor,peak MiB");
    }

    /** Measures each point once. */
    void measure() throws IOException, InterruptedException {
        List<Integer> most = Stream.of(System.getProperty("clipunit.bench.most", "1000,1000000,10000")
                        .split(",", -1))
                .map(Integer::valueOf)
                .toList();
        int files = most.get(0);
        for (int threads = 1; threads <= Math.min(MOST_THREADS, CORES); threads *= 2) {
            addFolder("threads", threads, threads, files);
        }
        for (int count = 10; count <= files; count *= 10) {
            addFolder("files", count, CORES, count);
        }
        for (int count = 10; count <= most.get(1); count *= 10) {
            String argument = String.valueOf(count);
            add("pictures", count, () -> {
                double[] numbers = Program.java(SMALL_HEAP, PicturesRun.class, on(SMALL_MODEL, CORES), argument)
                        .numbers();
                return new Point(numbers[0], numbers[1], numbers[2]);
            });
        }
        for (int count = 10; count <= most.get(2); count *= 10) {
            addSuites(count);
        }
    }

    private static Map<String, String> on(String model, int threads) {
        return Map.of(BenchModel.MODEL, model, BenchModel.THREADS, String.valueOf(threads));
    }

    private void addFolder(String curve, int x, int threads, int files) throws IOException, InterruptedException {
        add(curve, x, () -> {
            double[] numbers = Program.java(FolderRun.class, on(model, threads), "files", String.valueOf(files))
                    .numbers();
            return new Point(files * numbers[0], files * numbers[1], numbers[2]);
        });
    }

    /** Suites that ran before, so that all embeddings are known, next to one that does nothing. */
    private void addSuites(int tests) throws IOException, InterruptedException {
        Path caches = Path.of("target", "bench", "suite-" + tests).toAbsolutePath();
        Files.createDirectories(caches);
        add("new tests with report", tests, () -> suite(PictureSuite.class, tests, "on", caches));
        add("tests", tests, () -> suite(PictureSuite.class, tests, "off", caches));
        add("tests with report", tests, () -> suite(PictureSuite.class, tests, "on", caches));
        add("empty tests", tests, () -> suite(EmptySuite.class, tests, "off", caches));
    }

    private static Point suite(Class<?> suite, int tests, String report, Path caches)
            throws IOException, InterruptedException {
        Map<String, String> properties = SuiteRun.properties(SMALL_MODEL, SIDE_IN_SUITES, tests, report, caches);
        Program program = Program.java(SMALL_HEAP, SuiteRun.class, properties, suite.getName());
        double[] numbers = program.numbers();
        if (numbers[0] != tests) {
            throw new IllegalStateException("a test failed: " + program.first());
        }
        return new Point(program.untilEnd(), numbers[2], numbers[3]);
    }

    /** Adds a point; without it, if its program fails. */
    private void add(String curve, int x, Measurement measurement) throws IOException, InterruptedException {
        try {
            Point point = measurement.run();
            rows.add(String.format(
                    Locale.ROOT, "%s,%d,%.0f,%.0f,%.0f", curve, x, point.clock(), point.processor(), point.peak()));
            System.out.println("  " + rows.get(rows.size() - 1));
            Files.write(TABLE, rows);
        } catch (IllegalStateException e) {
            System.out.println("  " + curve + "," + x + " is missing: " + e.getMessage());
        }
    }

    /** Milliseconds by the clock and of processor, and MiB. */
    private record Point(double clock, double processor, double peak) {}

    private interface Measurement {
        Point run() throws IOException, InterruptedException;
    }
}
