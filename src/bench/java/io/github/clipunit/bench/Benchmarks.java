package io.github.clipunit.bench;

import io.github.clipunit.onnx.pixels.PreprocessingBenchmark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures both sides of each comparison one right after the other, several rounds of it, and prints the ratios: what else
 * the machine does then weighs on both.
 */
public final class Benchmarks {

    private static final int ROUNDS = Integer.getInteger("clipunit.bench.rounds", 3);
    private static final String DIRECTORY = System.getProperty(BenchModel.MODEL, "");
    private static final List<String> ONLY =
            List.of(System.getProperty("clipunit.bench.only", "all").split(","));
    private static final TimeValue ITERATION = TimeValue.seconds(2);

    /** A file of ratios to compare with, if any. */
    private static final String COMMITTED = System.getProperty("clipunit.bench.committed", "");

    private static final Path FOLDER = Path.of("target", "bench");

    private final Comparisons comparisons = new Comparisons();
    private final Scaling scaling = new Scaling(DIRECTORY);
    private final Rivals rivals = new Rivals(comparisons, Path.of(DIRECTORY));

    private Benchmarks() {}

    /** Runs all that this machine has what it takes for. */
    public static void main(String[] args) throws RunnerException, IOException, InterruptedException {
        System.out.println(Machine.describe());
        Optional<Ratios> committed = committed();
        Benchmarks benchmarks = new Benchmarks();
        boolean hasModel = hasModel();
        for (int round = 1; round <= ROUNDS; round++) {
            System.out.printf(Locale.ROOT, "round %d of %d, load average %.1f%n", round, ROUNDS, Machine.load());
            benchmarks.round(hasModel);
        }
        System.out.print(benchmarks.comparisons.table());
        if (hasModel && isWanted("rivals")) {
            System.out.print(benchmarks.rivals.table());
        }
        Ratios ratios = benchmarks.comparisons.ratios();
        Files.write(FOLDER.resolve("ratios.csv"), ratios.lines());
        if (committed.isPresent()) {
            List<String> drift = ratios.since(committed.get());
            Files.write(FOLDER.resolve("drift.md"), drift);
            System.out.println();
            drift.forEach(System.out::println);
        }
    }

    private static Optional<Ratios> committed() throws IOException {
        return COMMITTED.isEmpty()
                ? Optional.empty()
                : Optional.of(Ratios.parse(COMMITTED, Files.readAllLines(Path.of(COMMITTED))));
    }

    private void round(boolean hasModel) throws RunnerException, IOException, InterruptedException {
        if (isWanted("preprocessing")) {
            comparePreprocessing();
        }
        if (!hasModel) {
            return;
        }
        if (isWanted("towers")) {
            compareImages();
            compareTexts();
        }
        if (isWanted("start")) {
            compareStart();
        }
        if (isWanted("fidelity")) {
            System.out.println("  greatest differences from the bare towers, one by one: "
                    + Program.java(
                                    FidelityRun.class,
                                    Map.of(BenchModel.MODEL, DIRECTORY, BenchModel.THREADS, "0"),
                                    "24")
                            .first());
        }
        if (ONLY.contains("scaling")) {
            scaling.measure();
        }
        WholePrograms programs = new WholePrograms(comparisons, DIRECTORY);
        if (isWanted("folder")) {
            programs.compareFolder();
        }
        if (isWanted("callers")) {
            programs.compareCallers();
        }
        if (isWanted("prompts")) {
            programs.comparePrompts();
        }
        if (isWanted("first")) {
            programs.compareFirstRun();
        }
        if (isWanted("suite")) {
            programs.compareSuite();
        }
        if (isWanted("rivals")) {
            rivals.compare();
        }
    }

    private static boolean isWanted(String group) {
        return ONLY.contains("all") || ONLY.contains(group);
    }

    private static boolean hasModel() {
        boolean exists = Files.isRegularFile(Path.of(DIRECTORY, "onnx", "vision_model.onnx"));
        if (!exists) {
            System.out.println("no times of a model: " + BenchModel.MODEL + " [" + DIRECTORY
                    + "] is no model directory;" + " see bench/README.md for how to make one");
        }
        return exists;
    }

    private void comparePreprocessing() throws RunnerException, IOException, InterruptedException {
        Timing java = time(PreprocessingBenchmark.class, "preprocess");
        Optional<Timing> picture = PillowTimer.time(false);
        Optional<Timing> tensor = PillowTimer.time(true);
        picture.ifPresent(pillow ->
                comparisons.add("1024 x 1024 to tensor : Pillow's resize and crop alone", "0.70", java, pillow));
        tensor.ifPresent(
                pillow -> comparisons.add("1024 x 1024 to tensor : Pillow and numpy to tensor", "1", java, pillow));
    }

    private void compareImages() throws RunnerException {
        Timing bare = time(BareImageBenchmark.class, "run", "rows", "1");
        for (String side : new String[] {"224", "512", "1024"}) {
            Timing all = time(ImageBenchmark.class, "embed", "side", side);
            comparisons.add(
                    "picture of " + side + " x " + side + " to embedding : bare vision tower", "1.10", all, bare);
        }
    }

    private void compareTexts() throws RunnerException {
        Timing bare = time(BareTextBenchmark.class, "run", "length", "8");
        Timing padded = time(BareTextBenchmark.class, "run", "length", "77");
        Timing all = time(TextBenchmark.class, "embed");
        comparisons.add("prompt of 8 tokens padded to 77 : not padded, bare text tower", padded, bare);
        comparisons.add("prompt of 8 tokens to embedding : bare text tower", "1.10", all, bare);
    }

    private void compareStart() throws IOException, InterruptedException {
        Path picture = PictureFolder.make(FolderRun.SIDE, 1).get(0);
        Path cache = Files.createTempDirectory("clipunit-bench");
        Timing bare = FirstVerdict.time("bare", picture, cache);
        Timing scorer = FirstVerdict.time("scorer", picture, cache);
        Timing missed = FirstVerdict.time("cached", picture, cache);
        Timing known = FirstVerdict.time("cached", picture, cache);
        comparisons.add("JVM start to first score : both bare towers loaded and run once", "1.15", scorer, bare);
        comparisons.add("the same, embeddings kept on disk for the first time : bare", missed, bare);
        comparisons.add("the same, embeddings known from disk : bare", known, bare);
    }

    /** What one call takes, in a JVM of its own. */
    private static Timing time(Class<?> benchmark, String method, String... parameter) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + benchmark.getName().replace(".", "\\.") + "\\." + method + "$")
                .mode(Mode.SampleTime)
                .forks(1)
                .warmupIterations(3)
                .warmupTime(ITERATION)
                .measurementIterations(3)
                .measurementTime(ITERATION)
                .addProfiler(ProcessorTime.class)
                .verbosity(VerboseMode.SILENT);
        if (parameter.length > 0) {
            options.param(parameter[0], parameter[1]);
        }
        for (String key : new String[] {BenchModel.MODEL, BenchModel.THREADS}) {
            if (System.getProperty(key) != null) {
                options.jvmArgsAppend("-D" + key + "=" + System.getProperty(key));
            }
        }
        RunResult result = new Runner(options.build()).runSingle();
        Result<?> processor =
                Objects.requireNonNull(result.getSecondaryResults().get(ProcessorTime.LABEL));
        return new Timing(
                result.getPrimaryResult().getStatistics().getPercentile(10) * 1e3, processor.getScore() / 1e6);
    }
}
