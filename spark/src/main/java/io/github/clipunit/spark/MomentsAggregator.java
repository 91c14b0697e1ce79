package io.github.clipunit.spark;

import io.github.clipunit.Embedding;
import io.github.clipunit.sets.EmbeddingMoments;
import java.util.List;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Aggregator;
import org.apache.spark.sql.types.StructType;

/**
 * Aggregates embeddings to {@link EmbeddingMoments}, in the format of {@link EmbeddingMoments#toBytes}. Nulls are
 * ignored. Each task needs {@code 4 * d * d} bytes for each group. The function in SQL is
 * {@code clip_moments(embedding)}.
 */
public final class MomentsAggregator extends Aggregator<Row, MomentsAggregator.Sum, byte[]> {

    static final Encoder<Row> INPUT = Encoders.row(new StructType().add("embedding", ClipFunctions.VECTOR));

    private static final long serialVersionUID = 1L;

    /** Creates an aggregator for {@code functions.udaf} and {@code toColumn}. */
    public MomentsAggregator() {}

    /** Returns the embedding in a column, bit for bit. */
    static Embedding embedding(List<Float> numbers) {
        float[] unit = new float[numbers.size()];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = numbers.get(i);
        }
        return Embedding.ofUnit(unit);
    }

    @Override
    public Sum zero() {
        return new Sum();
    }

    @Override
    public Sum reduce(Sum sum, Row row) {
        if (!row.isNullAt(0)) {
            sum.moments.add(embedding(row.getList(0)));
        }
        return sum;
    }

    @Override
    public Sum merge(Sum one, Sum other) {
        one.moments.merge(other.moments);
        return one;
    }

    @Override
    public byte[] finish(Sum sum) {
        return sum.getBytes();
    }

    @Override
    public Encoder<Sum> bufferEncoder() {
        return Encoders.bean(Sum.class);
    }

    @Override
    public Encoder<byte[]> outputEncoder() {
        return Encoders.BINARY();
    }

    /**
     * The sum of one task. Spark updates it in place while it adds, and transfers it as the bytes of its property.
     *
     * @hidden
     */
    public static final class Sum {

        private EmbeddingMoments moments = new EmbeddingMoments();

        /** Called by Spark. */
        public Sum() {}

        /** Called by Spark. */
        public byte[] getBytes() {
            return moments.toBytes();
        }

        /** Called by Spark. */
        public void setBytes(byte[] bytes) {
            moments = EmbeddingMoments.ofBytes(bytes);
        }
    }
}
