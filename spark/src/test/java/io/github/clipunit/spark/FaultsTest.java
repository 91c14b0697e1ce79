package io.github.clipunit.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks may fail up to three times here. */
class FaultsTest {

    private static final int PICTURES = 30;

    private static SparkSession spark;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        spark = Sessions.builder("local[2,4]").getOrCreate();
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    private Run score(String input, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "score", "--input", input, "--output", folder.resolve("out").toString(), "--prompt", "a fox"));
        arguments.addAll(List.of(more));
        return Run.of(arguments.toArray(String[]::new));
    }

    private String pictures() throws IOException {
        for (int n = 0; n < PICTURES; n++) {
            DrawnPictures.write(folder, n);
        }
        return "faulty://" + folder + "/*.png";
    }

    private List<String> names(String condition) {
        return spark
                .read()
                .parquet(folder.resolve("out").toString())
                .where(condition)
                .select("id")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0).replaceAll(".*/", ""))
                .sorted()
                .toList();
    }

    private static List<String> all() {
        return IntStream.range(0, PICTURES)
                .mapToObj(n -> "picture-" + n + ".png")
                .sorted()
                .toList();
    }

    @Test
    void should_take_a_damaged_picture_of_every_partition_aside() {
        List<Row> rows = new ArrayList<>();
        for (int n = 0; n < PICTURES; n++) {
            rows.add(
                    RowFactory.create("picture-" + n + ".png", n % 5 == 0 ? new byte[n] : DrawnPictures.png(n), n / 5));
        }
        String table = folder.resolve("table.parquet").toString();
        spark.createDataFrame(
                        rows,
                        new StructType()
                                .add("name", DataTypes.StringType)
                                .add("image", DataTypes.BinaryType)
                                .add("partition", DataTypes.IntegerType))
                .repartition(1)
                .write()
                .partitionBy("partition")
                .parquet(table);
        Run run = score(table, "--id-column", "name", "--group-column", "partition", "--parts", "4");
        assertThat(run.code()).isEqualTo(3);
        assertThat(names("true")).isEqualTo(all());
        assertThat(names("error IS NOT NULL"))
                .containsExactly(
                        "picture-0.png",
                        "picture-10.png",
                        "picture-15.png",
                        "picture-20.png",
                        "picture-25.png",
                        "picture-5.png");
        assertThat(names("score IS NOT NULL")).hasSize(PICTURES - 6);
        assertThat(run.out().lines().filter(line -> line.startsWith("       4        1 ")))
                .hasSize(6);
    }

    @Test
    void should_count_each_row_once_if_tasks_fail() throws Exception {
        String input = pictures();
        for (int n : new int[] {3, 14, 25}) {
            Files.writeString(folder.resolve("picture-" + n + ".png.strike-1"), "");
        }
        Run run = score(input, "--format", "binaryFile", "--parts", "2");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(names("score IS NOT NULL")).isEqualTo(all());
        assertThat(folder.resolve("picture-3.png.strike-1")).doesNotExist();
    }

    @Test
    void should_go_on_with_a_run_that_died_as_if_it_had_not() throws Exception {
        pictures();
        Path manifest = folder.resolve("shop.csv");
        Files.writeString(manifest, "image\n" + String.join("\n", all()) + "\n");
        String input = "faulty://" + manifest;
        for (int strike = 1; strike <= 4; strike++) {
            Files.writeString(folder.resolve("picture-20.png.strike-" + strike), "");
        }
        Run died = score(input, "--parts", "5");
        assertThat(died.code()).isEqualTo(4);
        assertThat(died.err()).contains("struck");
        List<String> before = names("true");
        assertThat(before.size()).isStrictlyBetween(0, PICTURES);
        Run again = score(input, "--parts", "5");
        assertThat(again.err()).isEmpty();
        assertThat(again.code()).isZero();
        assertThat(again.out()).containsPattern("; [1-4] of 5 parts were already done\n");
        assertThat(names("score IS NOT NULL")).isEqualTo(all());
    }
}
