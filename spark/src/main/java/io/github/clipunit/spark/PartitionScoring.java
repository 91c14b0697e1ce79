package io.github.clipunit.spark;

import io.github.clipunit.Embedding;
import io.github.clipunit.image.ClipImage;
import java.io.IOException;
import java.net.URI;
import java.util.Iterator;
import java.util.Objects;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Scores the rows of a partition in their order. A row that cannot be scored keeps its place, with an error.
 *
 * @param scorer the scorer of each executor
 * @param withEmbedding whether embeddings are handed on as well
 */
record PartitionScoring(ExecutorScorer scorer, boolean withEmbedding) implements MapPartitionsFunction<Row, Row> {

    /** What comes out. */
    static final StructType SCHEMA = new StructType()
            .add("id", DataTypes.StringType)
            .add("prompt", DataTypes.StringType)
            .add("group", DataTypes.StringType)
            .add("score", DataTypes.DoubleType)
            .add("embedding", ClipFunctions.VECTOR)
            .add("error", DataTypes.StringType);

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        HadoopPictures pictures = new HadoopPictures();
        return StandIn.embedAll(
                        scorer.scorer(),
                        StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, 0), false),
                        row -> picture(pictures, row))
                .map(this::scored)
                .iterator();
    }

    private static ClipImage picture(HadoopPictures pictures, Row row) throws IOException {
        String error = row.getAs("error");
        if (error != null) {
            throw new IllegalArgumentException(error);
        }
        Object image = Objects.requireNonNull(row.getAs("image"));
        String base = row.getAs("base");
        return pictures.picture(image instanceof String path && !base.isEmpty() ? resolved(base, path) : image);
    }

    /** The path of a picture, from the folder of the file that names it. */
    private static String resolved(String base, String path) {
        return path.startsWith("data:") ? path : new Path(new Path(URI.create(base)).getParent(), path).toString();
    }

    private Row scored(ItemResult<Row, Embedding> result) {
        Row row = result.item();
        Embedding picture = result.value();
        String prompt = row.getAs("prompt");
        if (picture == null) {
            return row(row, null, null, Objects.requireNonNull(result.error()));
        }
        try {
            return row(row, picture.cosine(scorer.prompt(prompt)), picture, null);
        } catch (IllegalArgumentException e) {
            return row(row, null, picture, e);
        }
    }

    private Row row(Row row, @Nullable Double score, @Nullable Embedding picture, @Nullable Exception error) {
        return RowFactory.create(
                row.getAs("id"),
                row.getAs("prompt"),
                row.getAs("group"),
                score,
                withEmbedding && picture != null ? picture.toArray() : null,
                error == null ? null : Objects.requireNonNullElse(error.getMessage(), error.toString()));
    }
}
