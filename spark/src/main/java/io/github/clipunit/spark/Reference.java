package io.github.clipunit.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udaf;

import io.github.clipunit.sets.EmbeddingMoments;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads the reference set of a comparison. */
final class Reference {

    private Reference() {}

    /**
     * Returns the moments of the set.
     *
     * @param path Parquet with a column {@code embedding}, such as an output with embeddings, or a file written with
     *     {@link EmbeddingMoments#toBytes} or {@link EmbeddingMoments#toJson}
     */
    static EmbeddingMoments moments(SparkSession spark, String path) throws IOException {
        Path place = new Path(path);
        FileSystem files = place.getFileSystem(spark.sparkContext().hadoopConfiguration());
        if (files.getFileStatus(place).isDirectory() || path.endsWith(".parquet")) {
            Dataset<Row> set = spark.read().parquet(path);
            return EmbeddingMoments.ofBytes(set.agg(udaf(new MomentsAggregator(), MomentsAggregator.INPUT)
                            .apply(col("embedding")))
                    .head()
                    .getAs(0));
        }
        try (InputStream in = files.open(place)) {
            byte[] bytes = in.readAllBytes();
            return bytes.length > 0 && bytes[0] == '{'
                    ? EmbeddingMoments.ofJson(new String(bytes, StandardCharsets.UTF_8))
                    : EmbeddingMoments.ofBytes(bytes);
        }
    }
}
