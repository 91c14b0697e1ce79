package io.github.clipunit.spark;

import io.github.clipunit.sets.ScoreSummary;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Aggregator;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Aggregates scores to a {@link ScoreSummary}, in the format of {@link ScoreSummary#toBytes}. Nulls are ignored. The
 * function in SQL is {@code clip_score_summary(score)}.
 */
public final class ScoreAggregator extends Aggregator<Row, ScoreAggregator.Sum, byte[]> {

    static final Encoder<Row> INPUT = Encoders.row(new StructType().add("score", DataTypes.DoubleType));

    private static final long serialVersionUID = 1L;

    /** Creates an aggregator for {@code functions.udaf} and {@code toColumn}. */
    public ScoreAggregator() {}

    @Override
    public Sum zero() {
        return new Sum();
    }

    @Override
    public Sum reduce(Sum sum, Row score) {
        if (!score.isNullAt(0)) {
            sum.summary.add(score.getDouble(0));
        }
        return sum;
    }

    @Override
    public Sum merge(Sum one, Sum other) {
        one.summary.merge(other.summary);
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

        private ScoreSummary summary = new ScoreSummary();

        /** Called by Spark. */
        public Sum() {}

        /** Called by Spark. */
        public byte[] getBytes() {
            return summary.toBytes();
        }

        /** Called by Spark. */
        public void setBytes(byte[] bytes) {
            summary = ScoreSummary.ofBytes(bytes);
        }
    }
}
