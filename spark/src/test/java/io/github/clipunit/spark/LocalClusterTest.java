package io.github.clipunit.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.model.EmbeddedModel;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkFiles;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On two executors, each a JVM of its own. */
class LocalClusterTest {

    private static final int PICTURES = 40;

    @TempDir
    private Path folder;

    /** Workers look for the jars of a distribution, and need none: executors have the tests' class path. */
    @BeforeAll
    static void pretendADistribution() throws IOException {
        Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
    }

    private SparkSession.Builder cluster() {
        return Sessions.builder("local-cluster[2,1,1024]")
                .config("spark.executor.extraClassPath", System.getProperty("java.class.path"));
    }

    private Run score(String... more) throws IOException {
        StringBuilder csv = new StringBuilder("image,prompt\n");
        for (int n = 0; n < PICTURES; n++) {
            DrawnPictures.write(folder, n);
            csv.append("picture-" + n + ".png,a red circle\n");
        }
        Files.writeString(folder.resolve("shop.csv"), csv);
        List<String> arguments = List.of(
                "score",
                "--input",
                "faulty://" + folder.resolve("shop.csv"),
                "--output",
                folder.resolve("out").toString(),
                "--parts",
                "2");
        return Run.of(Stream.concat(arguments.stream(), Stream.of(more)).toArray(String[]::new));
    }

    private void thenEachRowIsThereOnce(SparkSession spark) {
        assertThat(spark.read()
                        .parquet(folder.resolve("out").toString())
                        .where("score IS NOT NULL")
                        .select("id")
                        .collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, PICTURES)
                        .mapToObj(n -> "picture-" + n + ".png")
                        .toList());
    }

    @Test
    void should_count_each_row_once_if_an_executor_dies_and_another_is_slow() throws Exception {
        Files.writeString(folder.resolve("picture-17.png.halt"), "");
        Files.writeString(folder.resolve("picture-5.png.slow"), "");
        SparkSession spark = cluster()
                .config("spark.speculation", "true")
                .config("spark.speculation.multiplier", "1.1")
                .config("spark.speculation.quantile", "0.5")
                .config("spark.speculation.minTaskRuntime", "1s")
                .getOrCreate();
        try {
            Run run = score();
            assertThat(run.err()).isEmpty();
            assertThat(run.code()).isZero();
            thenEachRowIsThereOnce(spark);
            assertThat(folder.resolve("picture-17.png.halt")).doesNotExist();
            assertThat(folder.resolve("picture-5.png.slow")).doesNotExist();
            thenEachExecutorHasOneScorer(spark);
        } finally {
            spark.stop();
        }
    }

    private static void thenEachExecutorHasOneScorer(SparkSession spark) {
        ExecutorScorer executor = ExecutorScorer.of(spark, Map.of());
        assertThat(executor.settings()).containsEntry("clipunit.threads", "1");
        Map<String, Long> scorers = spark.range(0, 40, 1, 20)
                .javaRDD()
                .map(n -> SparkEnv.get().executorId() + " " + System.identityHashCode(Loaded.of(executor.scorer())))
                .distinct()
                .map(both -> both.split(" ", -1)[0])
                .countByValue();
        assertThat(scorers.values()).containsOnly(1L);
    }

    @Test
    void should_go_on_elsewhere_if_an_executor_lacks_the_model() throws Exception {
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        SparkSession spark = cluster()
                .config("spark.archives", zippedModel() + "#clip")
                .config("spark.excludeOnFailure.enabled", "true")
                .config("spark.excludeOnFailure.task.maxTaskAttemptsPerExecutor", "1")
                .getOrCreate();
        spark.sparkContext().addSparkListener(new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd end) {
                if (end.reason() instanceof ExceptionFailure failure) {
                    failures.add(failure.description());
                }
            }
        });
        try {
            deleteModelOfOneExecutor(spark);
            Run run = score("--model", "clip");
            assertThat(run.err()).isEmpty();
            assertThat(run.code()).isZero();
            thenEachRowIsThereOnce(spark);
            assertThat(failures).isNotEmpty().allSatisfy(failure -> assertThat(failure)
                    .matches(
                            "executor \\[[01]] on host \\[.*] cannot load the model; give it access to the Hub, put the model's"
                                    + " directory on every host, or send it with --archives model.zip#model and --model model:"
                                    + " [\\s\\S]*"));
        } finally {
            spark.stop();
        }
    }

    private static void deleteModelOfOneExecutor(SparkSession spark) {
        spark.range(0, 40, 1, 20).javaRDD().foreach(n -> {
            Thread.sleep(200);
            if (SparkEnv.get().executorId().equals("0")) {
                Files.deleteIfExists(new File(SparkFiles.get("clip"), "config.json").toPath());
            }
        });
    }

    /** The model that is inside the jar, as one of one's own. */
    private Path zippedModel() throws IOException {
        Path zip = folder.resolve("clip.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : EmbeddedModel.pictogram().names()) {
                out.putNextEntry(new ZipEntry(name));
                try (InputStream file = EmbeddedModel.class.getResourceAsStream("pictogram/" + name)) {
                    Objects.requireNonNull(file).transferTo(out);
                }
            }
        }
        return zip;
    }
}
