package io.github.clipunit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Comparisons of what takes a process of its own: a folder of pictures, a suite, many prompts. */
final class WholePrograms {

    private static final int PICTURES = Integer.getInteger("clipunit.bench.pictures", 64);
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final double MEGABYTES_MORE = 350;
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
        addMemory("peak memory in MiB, folder" + of + " : the vision tower's file and 350 MB", files, vision);
        addMemory(
                "the same with the text tower loaded : both files and 350 MB",
                folder("both", CORES),
                vision + megabytes("text_model.onnx"));
    }

    /** Threads that embed one picture after another, as parallel tests do, against runs of their own and against one thread. */
    void compareCallers() throws IOException, InterruptedException {
        Timing oneByOne = callers("bare", 1);
        comparisons.add("one caller alone : the bare session", "1.10", callers("scorer", 1), oneByOne);
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
    private static Timing bound(Timing onOneCore) {
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
                    name + ", run again, report " + report + " : the same", goals.get(report), time(again), empty);
        }
    }

    private static Timing time(Program program) {
        return new Timing(program.untilEnd(), Double.NaN);
    }

    private Program suite(Class<?> suite, int side, String report, Path caches)
            throws IOException, InterruptedException {
        Map<String, String> properties = new HashMap<>();
        properties.put(SuiteRun.SIDE, String.valueOf(side));
        properties.put(SuiteRun.PICTURES, String.valueOf(PICTURES));
        properties.put("clipunit.model", model);
        properties.put("clipunit.cache.embeddings.dir", caches.toString());
        properties.put("clipunit.report", report);
        properties.put("clipunit.report.dir", caches.resolve("report").toString());
        return Program.java(SuiteRun.class, properties, suite.getName());
    }

    /** The same model under what a user might take instead, where it is installed. */
    void compareRivals() throws IOException, InterruptedException {
        Path ours = Files.createTempFile("clipunit-bench", ".f32");
        Map<String, String> anyThreads = onThreads(0);
        Timing folder = Program.java(FolderRun.class, anyThreads, "files", String.valueOf(PICTURES), ours.toString())
                .timing();
        Path picture = PictureFolder.make(FolderRun.SIDE, 1).get(0);
        Timing start = new Timing(
                Program.java(FirstVerdict.class, anyThreads, "scorer", picture.toString(), "-")
                        .untilFirst(),
                Double.NaN);
        for (Rival rival : Rival.values()) {
            Optional<String> missing = rival.whatIsMissing(Path.of(model));
            if (missing.isPresent()) {
                System.out.println("no times of " + rival + ": " + missing.get());
                continue;
            }
            comparisons.add(
                    "PNG file to embedding, of " + PICTURES + " : " + rival + ", in batches of 1 or 8",
                    rival.mostOfItsTime(),
                    folder,
                    rival.folder(model, PICTURES, ours));
            comparisons.add(
                    "process start to the first score of a pair : " + rival,
                    "0.50",
                    start,
                    rival.start(model, picture));
        }
    }
}
