package io.github.clipunit.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreCommandTest {

    private static SparkSession spark;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        spark = Sessions.local();
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    @Test
    void should_score_csv() throws Exception {
        StringBuilder csv = new StringBuilder("image,prompt,generator\n");
        for (int n = 0; n < 40; n++) {
            DrawnPictures.write(folder, n);
            csv.append("picture-" + n + ".png,\"a circle, \"\"red\"\"\",g" + n % 3 + "\n");
        }
        csv.append("cut\nmissing.png,a fox,g1\n,a fox,g1\n");
        Path manifest = Files.writeString(folder.resolve("shop one.csv"), csv);
        Run run = Run.of(
                "score",
                "--input",
                manifest.toString(),
                "--output",
                folder.resolve("out").toString(),
                "--parts",
                "3",
                "--group-column",
                "generator",
                "--diversity",
                "--summary",
                folder.resolve("summary.json").toString());
        System.out.println(run.out() + run.err());
        System.out.println(Files.readString(folder.resolve("summary.json")));
        spark.read().parquet(folder.resolve("out").toString()).show(60, 100);
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).isEmpty();
    }
}
