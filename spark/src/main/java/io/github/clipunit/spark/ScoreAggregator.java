package io.github.clipunit.spark;

import io.github.clipunit.sets.ScoreSummary;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Aggregator;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Sums up scores to a {@link ScoreSummary}, as {@link ScoreSummary#toBytes} writes it; nulls are passed over. In SQL it is
 * {@code clip_score_summary(score)}.
 */
public final class ScoreAggregator extends Aggregator<Row, ScoreSummary, byte[]> {

    static final Encoder<Row> INPUT = Encoders.row(new StructType().add("score", DataTypes.DoubleType));

    private static final long serialVersionUID = 1L;

    /** For {@code functions.udaf} and {@code toColumn}. */
    public ScoreAggregator() {}

    @Override
    public ScoreSummary zero() {
        return new ScoreSummary();
    }

    @Override
    public ScoreSummary reduce(ScoreSummary summary, Row score) {
        if (!score.isNullAt(0)) {
            summary.add(score.getDouble(0));
        }
        return summary;
    }

    @Override
    public ScoreSummary merge(ScoreSummary one, ScoreSummary other) {
        return one.merge(other);
    }

    @Override
    public byte[] finish(ScoreSummary summary) {
        return summary.toBytes();
    }

    @Override
    public Encoder<ScoreSummary> bufferEncoder() {
        return Encoders.kryo(ScoreSummary.class);
    }

    @Override
    public Encoder<byte[]> outputEncoder() {
        return Encoders.BINARY();
    }
}
