package io.github.clipunit.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;

import io.github.clipunit.Embedding;
import io.github.clipunit.sets.DuplicateSketch;
import io.github.clipunit.sets.EmbeddingMoments;
import java.util.Iterator;
import java.util.Spliterators;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Counts pairs of near-duplicates in a set of any size: a sketch selects the pairs, which are then compared exactly.
 */
final class DuplicatePairs {

    private static final double ROUNDING = 1e-6;
    private static final StructType PLACED = new StructType()
            .add("band", DataTypes.IntegerType)
            .add("bucket", DataTypes.LongType)
            .add("embedding", ClipFunctions.VECTOR)
            .add("times", DataTypes.LongType);

    private DuplicatePairs() {}

    /**
     * Counts the pairs whose cosine is at least the threshold.
     *
     * @param scores with a column {@code embedding}, which may be null
     * @param moments the moments of the set
     * @throws IllegalArgumentException if the threshold is too low for a sketch of this set
     */
    static long among(Dataset<Row> scores, EmbeddingMoments moments, double threshold) {
        DuplicateSketch.of(moments, moments.count(), threshold);
        Dataset<Row> different = scores.where(col("embedding").isNotNull())
                .groupBy("embedding")
                .agg(count(lit(1)).as("times"));
        long equal = total(different.select(col("times")
                .multiply(col("times").minus(1))
                .divide(2)
                .cast("long")
                .as("pairs")));
        Dataset<Row> placed = different.mapPartitions(new Placing(moments, threshold), Encoders.row(PLACED));
        UserDefinedFunction isLike = udf(
                (UDF2<Seq<Float>, Seq<Float>, Boolean>)
                        (a, b) -> embedding(a).cosine(embedding(b)) >= threshold - ROUNDING,
                DataTypes.BooleanType);
        Dataset<Row> pairs = placed.as("a")
                .join(
                        placed.as("b"),
                        col("a.band")
                                .equalTo(col("b.band"))
                                .and(col("a.bucket").equalTo(col("b.bucket")))
                                .and(col("a.embedding").lt(col("b.embedding"))))
                .where(isLike.apply(col("a.embedding"), col("b.embedding")))
                .select(
                        col("a.embedding").as("one"),
                        col("b.embedding").as("other"),
                        col("a.times").multiply(col("b.times")).as("pairs"))
                .dropDuplicates("one", "other");
        return equal + total(pairs);
    }

    private static Embedding embedding(Seq<Float> numbers) {
        return MomentsAggregator.embedding(CollectionConverters.asJava(numbers));
    }

    private static long total(Dataset<Row> pairs) {
        Row sum = pairs.agg(sum("pairs")).head();
        return sum.isNullAt(0) ? 0 : sum.getLong(0);
    }

    /** Assigns each picture to a bucket in each band. */
    private static final class Placing implements MapPartitionsFunction<Row, Row> {

        private static final long serialVersionUID = 1L;

        private final byte[] moments;
        private final double threshold;

        Placing(EmbeddingMoments moments, double threshold) {
            this.moments = moments.toBytes();
            this.threshold = threshold;
        }

        @Override
        public Iterator<Row> call(Iterator<Row> pictures) {
            EmbeddingMoments set = EmbeddingMoments.ofBytes(moments);
            DuplicateSketch sketch = DuplicateSketch.of(set, set.count(), threshold);
            return StreamSupport.stream(Spliterators.spliteratorUnknownSize(pictures, 0), false)
                    .flatMap(picture -> places(sketch, picture))
                    .iterator();
        }

        private static Stream<Row> places(DuplicateSketch sketch, Row picture) {
            long[] buckets = sketch.buckets(MomentsAggregator.embedding(picture.getList(0)));
            return IntStream.range(0, buckets.length)
                    .mapToObj(band -> RowFactory.create(band, buckets[band], picture.get(0), picture.getLong(1)));
        }
    }
}
