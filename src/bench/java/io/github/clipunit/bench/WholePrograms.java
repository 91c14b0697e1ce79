package io.github.clipunit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Comparisons of what takes a process of its own: a folder of pictures, a suite, many prompts. */
final class WholePrograms {

    private static final int PICTURES = Integer.getInteger("clipunit.bench.pictures", 64);
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final double MEGABYTES_MORE = 250;
    private static final double MEBIBYTE = 1 << 20;

    private final Comparisons comparisons;
    private final String model;

    WholePrograms(Comparisons comparisons, String model) {
        this.comparisons = comparisons;
        this.model = model;
    }

    /** A folder of PNG files on all cores, and pictures that are decoded already, against what the cores could do at best. */
    void compareFolder() throws IOException, InterruptedException {
        String of = " of " + PICTURES + " pictures";
        Timing jdk = folder("imageio", 1).timing();
        Timing decoding = folder("decode", 1).timing();
        Timing encoding = folder("encode", 1).timing();
        Program files = folder("files", CORES);
        comparisons.add("PNG file to ClipImage : ImageIO.read alone", decoding, jdk);
        comparisons.add(
                "folder" + of + " to embeddings on all cores : decoding and the bare tower on one each, over the cores",
                "1.11",
                files.timing(),
                bound(decoding.plus(encoding)));
        comparisons.add(
                "decoded pictures to embeddings on all cores : the bare tower on all cores",
                "1.05",
                folder("pictures", CORES).timing(),
                folder("encode", CORES).timing());
        double vision = megabytes("vision_model.onnx");
        addMemory("peak memory in MiB, folder" + of + " : the vision tower's file and 250 MB", files, vision);
        addMemory(
                "the same with the text tower loaded : both files and 250 MB",
                folder("both", CORES),
                vision + megabytes("text_model.onnx"));
    }

    /** Threads that embed one picture after another, as parallel tests do, against runs of their own and against one thread. */
    void compareCallers() throws IOException, InterruptedException {
        Timing oneByOne = callers("bare", 1);
        comparisons.add("one caller alone : the bare session", "1.05", callers("scorer", 1), oneByOne);
        for (int callers : new int[] {2, 4, 8}) {
            Timing atOnce = callers("scorer", callers);
            comparisons.add(callers + " callers at once : pictures one by one", "0.80", atOnce, oneByOne);
            comparisons.add(
                    callers + " callers at once : each in a run of its own in the bare session",
                    atOnce,
                    callers("bare", callers));
        }
    }

    private Timing callers(String way, int callers) throws IOException, InterruptedException {
        return Program.java(CallersRun.class, onThreads(CORES), way, String.valueOf(callers))
                .timing();
    }

    /** What the cores could do if all shared the work and nothing else ran on them. */
    static Timing bound(Timing onOneCore) {
        return new Timing(onOneCore.processor() / CORES, onOneCore.processor());
    }

    private void addMemory(String name, Program program, double megabytes) {
        Timing limit = new Timing((megabytes + MEGABYTES_MORE) * 1e6 / MEBIBYTE, Double.NaN);
        comparisons.add(name, "1", new Timing(program.numbers()[2], Double.NaN), limit);
    }

    private double megabytes(String graph) throws IOException {
        return Files.size(Path.of(model, "onnx", graph)) / 1e6;
    }

    private Program folder(String way, int threads) throws IOException, InterruptedException {
        return Program.java(FolderRun.class, onThreads(threads), way, String.valueOf(PICTURES));
    }

    private Map<String, String> onThreads(int threads) {
        return Map.of(BenchModel.MODEL, model, BenchModel.THREADS, String.valueOf(threads));
    }

    /** Many prompts. */
    void comparePrompts() throws IOException, InterruptedException {
        Map<String, String> threads = onThreads(CORES);
        Timing embedded = Program.java(PromptRun.class, threads, "embed").timing();
        Timing padded = Program.java(PromptRun.class, threads, "padded").timing();
        Timing twice = Program.java(PromptRun.class, threads, "twice").timing();
        comparisons.add("1,000 prompts to embeddings : bare text tower, all padded to 77", "0.40", embedded, padded);
        comparisons.add("the same prompts, each twice : each once", "1.05", twice, embedded);
    }

    /** A suite whose pictures and prompts are known from an earlier run, against one whose tests do nothing. */
    void compareSuite() throws IOException, InterruptedException {
        compareSuite(256, Map.of("off", "+300 ms", "on", "+600 ms"));
        compareSuite(FolderRun.SIDE, Map.of("off", "+600 ms", "on", "+900 ms"));
    }

    /** The first run of a suite, in turn and at once, against its work in the bare sessions and one start of JUnit. */
    void compareFirstRun() throws IOException, InterruptedException {
        int side = 256;
        PictureFolder.make(side, PICTURES);
        Timing start = time(suite(EmptySuite.class, side, "off", Files.createTempDirectory("clipunit-bench")));
        double bare = Program.java(BareSuite.class, onThreads(CORES), String.valueOf(side), String.valueOf(PICTURES))
                .numbers()[0];
        Timing work = new Timing(bare + start.clock(), Double.NaN);
        String name = "first run of " + PICTURES + " tests";
        comparisons.add(name + " : bare sessions and one start", "1.10", time(firstRun(side, Map.of())), work);
        comparisons.add(
                name + ", JUnit's parallel execution : the same",
                "0.80",
                time(firstRun(
                        side,
                        Map.of(
                                "junit.jupiter.execution.parallel.enabled", "true",
                                "junit.jupiter.execution.parallel.mode.default", "concurrent"))),
                work);
    }

    private Program firstRun(int side, Map<String, String> junit) throws IOException, InterruptedException {
        Map<String, String> properties = new HashMap<>(junit);
        properties.putAll(
                SuiteRun.properties(model, side, PICTURES, "off", Files.createTempDirectory("clipunit-bench")));
        Program program = Program.java(SuiteRun.class, properties, PictureSuite.class.getName());
        if (program.numbers()[0] != PICTURES) {
            throw new IllegalStateException("a test failed: " + program.first());
        }
        return program;
    }

    /** Compares suites without and with a report; the goals are for 1,000 pictures. */
    private void compareSuite(int side, Map<String, String> goals) throws IOException, InterruptedException {
        PictureFolder.make(side, PICTURES);
        Path caches = Files.createTempDirectory("clipunit-bench");
        Timing empty = time(suite(EmptySuite.class, side, "off", caches));
        String name = "suite of " + PICTURES + " PNG files of " + side + " x " + side;
        Timing first = time(suite(PictureSuite.class, side, "off", caches));
        comparisons.add(name + ", first run, no report : tests that do nothing", first, empty);
        for (String report : new String[] {"off", "on"}) {
            Program again = suite(PictureSuite.class, side, report, caches);
            if (again.numbers()[0] != PICTURES || again.numbers()[1] == 1) {
                throw new IllegalStateException("ONNX Runtime was loaded, or a test failed: " + again.first());
            }
            comparisons.add(
                    name + ", run again, report " + report + " : the same",
                    goals.getOrDefault(report, ""),
                    time(again),
                    empty);
        }
    }

    private static Timing time(Program program) {
        return new Timing(program.untilEnd(), Double.NaN);
    }

    private Program suite(Class<?> suite, int side, String report, Path caches)
            throws IOException, InterruptedException {
        return Program.java(
                SuiteRun.class, SuiteRun.properties(model, side, PICTURES, report, caches), suite.getName());
    }
}
