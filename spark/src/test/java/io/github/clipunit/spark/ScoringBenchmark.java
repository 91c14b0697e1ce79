package io.github.clipunit.spark;

import com.sun.management.OperatingSystemMXBean;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/**
 * Scores the same pictures by the command line and on Spark, on as many cores, and prints what each did a second once it was
 * warm: {@code taskset -c 0 java -cp ... io.github.clipunit.spark.ScoringBenchmark MODEL FOLDER PICTURES CORES CLI_JAR ROUNDS}.
 * Wants a quiet machine; docs/scale.md has what it gave.
 */
final class ScoringBenchmark {

    private static final int WARMING = 64;

    private final String model;
    private final Path folder;
    private final int pictures;
    private final String cores;
    private final String commandLine;

    private ScoringBenchmark(String model, Path folder, int pictures, String cores, String commandLine) {
        this.model = model;
        this.folder = folder;
        this.pictures = pictures;
        this.cores = cores;
        this.commandLine = commandLine;
    }

    public static void main(String... arguments) throws Exception {
        ScoringBenchmark benchmark = new ScoringBenchmark(
                arguments[0], Path.of(arguments[1]), Integer.parseInt(arguments[2]), arguments[3], arguments[4]);
        benchmark.draw();
        for (int round = 0; round < Integer.parseInt(arguments[5]); round++) {
            benchmark.print("command line", benchmark.byCommandLine());
            benchmark.print("Spark's scoring stage", benchmark.onSpark());
        }
    }

    private void print(String name, Speed speed) {
        System.out.printf(
                Locale.ROOT,
                "%d pictures, %s cores, %s: %.2f pictures/s, %.1f ms of processor time a picture%n",
                speed.pictures,
                cores,
                name,
                speed.pictures * 1e9 / speed.nanos,
                speed.processorNanos / 1e6 / speed.pictures);
    }

    /** What was done in which time, by the clock and of all cores. */
    private record Speed(long pictures, long nanos, long processorNanos) {}

    /** Pictures of 256 x 256, of shapes and noise, of about 100 KB each, and their manifest. */
    private void draw() throws IOException {
        Files.createDirectories(folder);
        StringBuilder manifest = new StringBuilder("image,prompt\n");
        for (int n = 0; n < pictures; n++) {
            Path file = folder.resolve("p" + n + ".png");
            manifest.append(file.getFileName())
                    .append(",a picture of thing number ")
                    .append(n % 20)
                    .append('\n');
            if (!Files.exists(file)) {
                ImageIO.write(picture(n), "png", file.toFile());
            }
        }
        Files.writeString(manifest(), manifest);
    }

    private static BufferedImage picture(int n) {
        Random random = new Random(n);
        BufferedImage image = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        for (int shape = 0; shape < 12; shape++) {
            graphics.setColor(new Color(random.nextInt(1 << 24)));
            graphics.fillOval(random.nextInt(200), random.nextInt(200), random.nextInt(150), random.nextInt(150));
        }
        graphics.dispose();
        for (int y = 0; y < 256; y++) {
            for (int x = 0; x < 256; x++) {
                image.setRGB(x, y, image.getRGB(x, y) ^ (random.nextInt() & 0x0f0f0f));
            }
        }
        return image;
    }

    private Path manifest() {
        return folder.resolve("manifest-" + pictures + ".csv");
    }

    /** From the line after the first few on, when all is loaded and compiled. */
    private Speed byCommandLine() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dclipunit.threads=" + cores,
                        "-jar",
                        commandLine,
                        "score",
                        "--manifest",
                        manifest().toString(),
                        "--model",
                        model,
                        "--format",
                        "jsonl")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long lines = 0;
        Speed begun = new Speed(0, 0, 0);
        Speed ended = begun;
        try (BufferedReader out = process.inputReader()) {
            while (out.readLine() != null) {
                lines++;
                if (lines % 8 == 0 && process.info().totalCpuDuration().isPresent()) {
                    ended = new Speed(
                            lines,
                            System.nanoTime(),
                            process.info().totalCpuDuration().orElseThrow().toNanos());
                    begun = lines == WARMING ? ended : begun;
                }
            }
        }
        return new Speed(
                ended.pictures - begun.pictures,
                ended.nanos - begun.nanos,
                ended.processorNanos - begun.processorNanos);
    }

    /** The stage that reads, scores and writes, with an executor that has scored before. */
    private Speed onSpark() throws IOException {
        SparkSession spark = Sessions.builder("local[" + cores + "]").getOrCreate();
        AtomicLong first = new AtomicLong(Long.MAX_VALUE);
        AtomicLong last = new AtomicLong();
        spark.sparkContext().setLogLevel("WARN");
        try {
            Path few = folder.resolve("few.csv");
            List<String> lines = Files.readAllLines(manifest());
            Files.write(few, lines.subList(0, WARMING + 1));
            score(few);
            spark.sparkContext().addSparkListener(new SparkListener() {
                @Override
                public void onTaskEnd(SparkListenerTaskEnd end) {
                    if (end.taskMetrics().outputMetrics().recordsWritten() > 0) {
                        first.accumulateAndGet(end.taskInfo().launchTime(), Math::min);
                        last.accumulateAndGet(end.taskInfo().finishTime(), Math::max);
                    }
                }
            });
            long before = processorTime();
            score(manifest());
            return new Speed(pictures, (last.get() - first.get()) * 1_000_000, processorTime() - before);
        } finally {
            spark.stop();
        }
    }

    /** Of this JVM, which is driver and executor, and so more than the stage's. */
    private static long processorTime() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private void score(Path manifest) {
        PrintWriter out = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
        int code = ClipunitSpark.run(
                out,
                out,
                "score",
                "--input",
                manifest.toString(),
                "--output",
                folder.resolve("scores").toString(),
                "--parts",
                "1",
                "--overwrite",
                "--model",
                model);
        if (code != ClipunitSpark.OK) {
            throw new IllegalStateException("exit code " + code);
        }
    }
}
