package io.github.clipunit.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.onnx.OnnxClipScorer;
import io.github.clipunit.sets.EmbeddingMoments;
import io.github.clipunit.sets.ScoreSummary;
import io.github.clipunit.sets.VendiScore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipFunctionsTest {

    private static final int PICTURES = 40;
    private static final String PROMPT = "a red circle";
    private static final StructType TABLE = new StructType()
            .add("n", DataTypes.IntegerType)
            .add("path", DataTypes.StringType)
            .add("bytes", DataTypes.BinaryType);

    private static SparkSession spark;
    private static ClipScorer scorer;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        spark = Sessions.local();
        scorer = OnnxClipScorer.open("pictogram", Map.of("clipunit.cache.embeddings", "false"));
    }

    @AfterAll
    static void stop() {
        scorer.close();
        spark.stop();
    }

    /** Table t, of two partitions; its last picture is none. */
    @BeforeEach
    void draw() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (int n = 0; n < PICTURES; n++) {
            String path = "faulty://" + DrawnPictures.write(folder, n);
            rows.add(RowFactory.create(n, path, DrawnPictures.png(n)));
        }
        Path cut = Files.write(folder.resolve("cut.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});
        rows.add(RowFactory.create(PICTURES, "faulty://" + cut, Files.readAllBytes(cut)));
        String table = folder.resolve("t.parquet").toString();
        spark.createDataFrame(rows, TABLE).repartition(2).write().parquet(table);
        spark.read().parquet(table).createOrReplaceTempView("t");
    }

    private static double expected(int n) {
        return scorer.score(ClipImage.of(DrawnPictures.png(n)), PROMPT).cosine();
    }

    private List<String> opened() throws IOException {
        Path log = folder.resolve("opened.txt");
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    @Test
    void should_score_paths_and_bytes_as_the_library_does() {
        List<Row> rows = spark.sql(
                        "SELECT n, clip_score(path, 'a red circle'), clip_score(bytes, 'a red circle') FROM t"
                                + " WHERE n < 40")
                .collectAsList();
        assertThat(rows).hasSize(PICTURES).allSatisfy(row -> {
            assertThat(row.getDouble(1)).isCloseTo(expected(row.getInt(0)), within(1e-6));
            assertThat(row.getDouble(2)).isCloseTo(expected(row.getInt(0)), within(1e-6));
        });
    }

    @Test
    void should_give_embeddings_of_unit_length() {
        List<Row> rows =
                spark.sql("SELECT n, clip_embedding(bytes) FROM t WHERE n < 5").collectAsList();
        assertThat(rows).hasSize(5).allSatisfy(row -> {
            Embedding library = scorer.embed(ClipImage.of(DrawnPictures.png(row.getInt(0))));
            assertThat(MomentsAggregator.embedding(row.getList(1)).cosine(library))
                    .isCloseTo(1, within(1e-6));
        });
    }

    @Test
    void should_give_null_for_what_cannot_be_scored_and_say_why() {
        Row row = spark.sql("SELECT clip_score(bytes, 'a fox'), clip_embedding(bytes), clip_error(bytes, 'a fox'),"
                        + " clip_error(path, NULL), clip_score(NULL, 'a fox'), clip_error(NULL, 'a fox')"
                        + " FROM t WHERE n = 40")
                .head();
        assertThat(row.isNullAt(0)).isTrue();
        assertThat(row.isNullAt(1)).isTrue();
        assertThat(row.getString(2)).startsWith("picture [byte[4]] ");
        assertThat(row.getString(3)).isNotEmpty();
        assertThat(row.isNullAt(4)).isTrue();
        assertThat(row.getString(5)).isEqualTo("has no image");
    }

    @Test
    void should_say_that_a_file_is_missing_and_that_a_prompt_is_too_long() {
        Row row = spark.sql("SELECT clip_error('" + folder.resolve("none.png")
                        + "', 'a fox'), clip_error(bytes, repeat('fox ', 500)),"
                        + " clip_score(bytes, repeat('fox ', 500)), clip_error(bytes, 'a fox') FROM t WHERE n = 0")
                .head();
        assertThat(row.getString(0)).isEqualTo("picture [" + folder.resolve("none.png") + "] does not exist");
        assertThat(row.getString(1)).contains("tokens");
        assertThat(row.isNullAt(2)).isTrue();
        assertThat(row.isNullAt(3)).isTrue();
    }

    @Test
    void should_embed_pictures_of_a_partition_in_batches_that_grow() throws Exception {
        spark.sql("SELECT clip_score(path, 'a red circle') FROM t WHERE n < 40 LIMIT 1")
                .collect();
        assertThat(opened()).hasSize(4);
    }

    @Test
    void should_embed_each_picture_once_for_all_functions_of_a_query() throws Exception {
        Dataset<Row> rows = spark.sql("SELECT n, clip_score(path, 'a red circle') AS score, clip_score(path, 'a cat'),"
                + " clip_error(path, 'a cat') FROM t WHERE clip_score(path, 'a red circle') > -1");
        assertThat(rows.collectAsList()).hasSize(PICTURES);
        assertThat(opened()).hasSize(PICTURES + 1).doesNotHaveDuplicates();
    }

    @Test
    void should_not_read_ahead_rows_that_the_rest_of_a_condition_drops() throws Exception {
        spark.sql("SELECT n FROM t WHERE clip_score(path, 'a red circle') > -1 AND n % 10 = 3 AND n < 40")
                .collect();
        assertThat(opened())
                .containsExactlyInAnyOrder("picture-3.png", "picture-13.png", "picture-23.png", "picture-33.png");
    }

    @Test
    void should_work_in_aggregates_and_without_a_table() throws Exception {
        double mean = spark.sql("SELECT avg(clip_score(path, 'a red circle')) FROM t")
                .head()
                .getDouble(0);
        double expected = java.util.stream.IntStream.range(0, PICTURES)
                .mapToDouble(ClipFunctionsTest::expected)
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(expected, within(1e-6));
        assertThat(opened()).hasSize(PICTURES + 1).doesNotHaveDuplicates();
        double alone = spark.sql("SELECT clip_score('" + folder.resolve("picture-3.png") + "', 'a red circle')")
                .head()
                .getDouble(0);
        assertThat(alone).isCloseTo(expected(3), within(1e-6));
    }

    @Test
    void should_sum_up_as_the_library_does() {
        spark.sql("SELECT clip_score(bytes, 'a red circle') AS score, clip_embedding(bytes) AS embedding FROM t")
                .cache()
                .createOrReplaceTempView("scored");
        ClipFunctions.registerAggregators(spark);
        Row sums = spark.sql("SELECT clip_score_summary(score), clip_moments(embedding) FROM scored")
                .head();
        ScoreSummary summary = ScoreSummary.ofBytes(sums.getAs(0));
        EmbeddingMoments moments = EmbeddingMoments.ofBytes(sums.getAs(1));
        ScoreSummary expected = new ScoreSummary();
        EmbeddingMoments expectedMoments = new EmbeddingMoments();
        for (Row row : spark.table("scored").where("score IS NOT NULL").collectAsList()) {
            expected.add(row.getDouble(0));
            expectedMoments.add(MomentsAggregator.embedding(row.getList(1)));
        }
        assertThat(summary.count()).isEqualTo(PICTURES);
        assertThat(summary.mean()).isCloseTo(expected.mean(), within(1e-12));
        assertThat(summary.deviation()).isCloseTo(expected.deviation(), within(1e-12));
        assertThat(summary.quantile(0.25)).isEqualTo(expected.quantile(0.25));
        assertThat(VendiScore.of(moments)).isCloseTo(VendiScore.of(expectedMoments), within(1e-9));
    }

    @Test
    void should_score_a_stream_of_files() throws Exception {
        Path arriving = Files.createDirectory(folder.resolve("arrivals"));
        for (int n = 0; n < 3; n++) {
            DrawnPictures.write(arriving, n);
        }
        String arrivals = arriving.toString();
        StructType pictures = spark.read().format("binaryFile").load(arrivals).schema();
        Dataset<Row> scores = scores(spark.newSession(), pictures, arrivals);
        String out = folder.resolve("out").toString();
        run(scores, out);
        DrawnPictures.write(arriving, 3);
        Files.write(arriving.resolve("cut.png"), new byte[4]);
        run(scores, out);
        List<Row> rows = spark.read().parquet(out).collectAsList();
        assertThat(rows).hasSize(5);
        assertThat(rows.stream().filter(row -> row.isNullAt(1)).map(row -> row.getString(0)))
                .hasSize(1)
                .allMatch(path -> path.endsWith("cut.png"));
        for (Row row : rows) {
            String name = row.getString(0).replaceAll(".*picture-(\\d+).png", "$1");
            if (!row.isNullAt(1)) {
                assertThat(row.getDouble(1)).isCloseTo(expected(Integer.parseInt(name)), within(1e-6));
            }
        }
    }

    private static Dataset<Row> scores(SparkSession spark, StructType pictures, String arrivals) {
        ClipFunctions.register(spark, "pictogram");
        Dataset<Row> scores = spark.readStream()
                .format("binaryFile")
                .schema(pictures)
                .load(arrivals)
                .selectExpr(
                        "path", "clip_score(content, 'a red circle') AS score", "clip_error(content, NULL) AS error");
        return scores;
    }

    private void run(Dataset<Row> scores, String out) throws Exception {
        StreamingQuery query = scores.writeStream()
                .format("parquet")
                .option("checkpointLocation", folder.resolve("checkpoint").toString())
                .trigger(Trigger.AvailableNow())
                .start(out);
        query.awaitTermination();
    }

    @Test
    void should_register_functions_of_another_model_in_a_session() {
        SparkSession other = spark.newSession();
        ClipFunctions.register(other, "pictogram");
        other.createDataFrame(List.of(RowFactory.create(1, "", DrawnPictures.png(1))), TABLE)
                .createOrReplaceTempView("one");
        double score = other.sql("SELECT clip_score(bytes, 'a red circle') FROM one")
                .head()
                .getDouble(0);
        assertThat(score).isCloseTo(expected(1), within(1e-6));
    }

    @Test
    void should_load_one_scorer_for_all_tasks_of_a_jvm() {
        ExecutorScorer executor = ExecutorScorer.of(spark, Map.of());
        List<Integer> scorers = spark.range(0, 64, 1, 16)
                .javaRDD()
                .map(n -> System.identityHashCode(Loaded.of(executor.scorer())))
                .distinct()
                .collect();
        assertThat(scorers).hasSize(1);
        assertThat(executor.settings()).containsEntry("clipunit.threads", "2");
    }
}
