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
 * Sums up embeddings to {@link EmbeddingMoments}, as {@link EmbeddingMoments#toBytes} writes them; nulls are passed over. Each
 * task holds one of {@code 4 * d * d} bytes for each group. In SQL it is {@code clip_moments(embedding)}.
 */
public final class MomentsAggregator extends Aggregator<Row, EmbeddingMoments, byte[]> {

    static final Encoder<Row> INPUT = Encoders.row(new StructType().add("embedding", ClipFunctions.VECTOR));

    private static final long serialVersionUID = 1L;

    /** For {@code functions.udaf} and {@code toColumn}. */
    public MomentsAggregator() {}

    /** The embedding that a column of one holds, bit for bit. */
    static Embedding embedding(List<Float> numbers) {
        float[] unit = new float[numbers.size()];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = numbers.get(i);
        }
        return Embedding.ofUnit(unit);
    }

    @Override
    public EmbeddingMoments zero() {
        return new EmbeddingMoments();
    }

    @Override
    public EmbeddingMoments reduce(EmbeddingMoments moments, Row row) {
        if (!row.isNullAt(0)) {
            moments.add(embedding(row.getList(0)));
        }
        return moments;
    }

    @Override
    public EmbeddingMoments merge(EmbeddingMoments one, EmbeddingMoments other) {
        return one.merge(other);
    }

    @Override
    public byte[] finish(EmbeddingMoments moments) {
        return moments.toBytes();
    }

    @Override
    public Encoder<EmbeddingMoments> bufferEncoder() {
        return Encoders.kryo(EmbeddingMoments.class);
    }

    @Override
    public Encoder<byte[]> outputEncoder() {
        return Encoders.BINARY();
    }
}
