package io.github.clipunit.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On two executors, each a JVM of its own. */
class LocalClusterTest {

    @TempDir
    private Path folder;

    @Test
    void should_count_each_row_once_if_an_executor_dies() throws Exception {
        StringBuilder csv = new StringBuilder("image,prompt\n");
        for (int n = 0; n < 60; n++) {
            DrawnPictures.write(folder, n);
            csv.append("picture-" + n + ".png,a red circle\n");
        }
        Files.writeString(folder.resolve("shop.csv"), csv);
        Files.writeString(folder.resolve("picture-17.png.halt"), "");
        SparkSession spark = Sessions.builder("local-cluster[2,1,1024]")
                .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
                .config(FaultyFileSystem.setting(), FaultyFileSystem.class.getName())
                .getOrCreate();
        try {
            Run run = Run.of(
                    "score",
                    "--input",
                    "faulty://" + folder.resolve("shop.csv"),
                    "--output",
                    folder.resolve("out").toString(),
                    "--parts",
                    "2");
            assertThat(run.err()).isEmpty();
            assertThat(run.code()).isEqualTo(0);
            List<String> ids = new ArrayList<>();
            for (Row row : spark.read()
                    .parquet(folder.resolve("out").toString())
                    .select("id")
                    .collectAsList()) {
                ids.add(row.getString(0));
            }
            assertThat(ids).hasSize(60).doesNotHaveDuplicates();
            assertThat(folder.resolve("picture-17.png.halt")).doesNotExist();
        } finally {
            spark.stop();
        }
    }
}
