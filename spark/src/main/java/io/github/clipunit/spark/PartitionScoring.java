package io.github.clipunit.spark;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.ItemResult;
import io.github.clipunit.image.ClipImage;
import java.io.IOException;
import java.net.URI;
import java.util.Iterator;
import java.util.Objects;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/**
 * Scores the rows of a partition in order. A row that cannot be scored keeps its place and has an error.
 *
 * @param scorer the scorer of each executor
 * @param withEmbedding whether the results include embeddings
 */
record PartitionScoring(ExecutorScorer scorer, boolean withEmbedding) implements MapPartitionsFunction<Row, Row> {

    /** The columns of the results. */
    static final StructType SCHEMA = new StructType()
            .add("id", DataTypes.StringType)
            .add("prompt", DataTypes.StringType)
            .add("group", DataTypes.StringType)
            .add("score", DataTypes.DoubleType)
            .add("embedding", ClipFunctions.VECTOR)
            .add("error", DataTypes.StringType);

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        ClipScorer clip = scorer.scorer();
        HadoopPictures pictures = new HadoopPictures();
        Stream<Pair> pairs = StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, 0), false)
                .map(Pair::new);
        Stream<ItemResult<Pair, Embedding>> results = clip.embedAll(pairs, pair -> {
            ClipImage picture = picture(pictures, pair.row);
            pair.prompt = clip.embed(pair.row.<String>getAs("prompt"));
            return picture;
        });
        TaskCompletionListener end = ended -> results.close();
        TaskContext.get().addTaskCompletionListener(end);
        return results.map(this::scored).iterator();
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

    /** Resolves the path of a picture against the folder of the file that names it. */
    private static String resolved(String base, String path) {
        return path.startsWith("data:") ? path : new Path(new Path(URI.create(base)).getParent(), path).toString();
    }

    private Row scored(ItemResult<Pair, Embedding> result) {
        Row row = result.item().row;
        Embedding picture = result.value();
        Embedding prompt = result.item().prompt;
        Exception error = result.error();
        return RowFactory.create(
                row.getAs("id"),
                row.getAs("prompt"),
                row.getAs("group"),
                picture == null || prompt == null ? null : picture.cosine(prompt),
                withEmbedding && picture != null ? picture.toArray() : null,
                error == null ? null : Objects.requireNonNullElse(error.getMessage(), error.toString()));
    }

    /** A row with the embedding of its prompt, which the thread that reads its picture computes. */
    private static final class Pair {

        private final Row row;
        private volatile @Nullable Embedding prompt;

        Pair(Row row) {
            this.row = row;
        }
    }
}
