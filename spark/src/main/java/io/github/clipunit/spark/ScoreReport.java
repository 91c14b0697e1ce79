package io.github.clipunit.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udaf;
import static org.apache.spark.sql.functions.when;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.clipunit.sets.Cmmd;
import io.github.clipunit.sets.EmbeddingMoments;
import io.github.clipunit.sets.FrechetDistance;
import io.github.clipunit.sets.ScoreSummary;
import io.github.clipunit.sets.VendiScore;
import io.github.clipunit.stats.Interval;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The statistics of all scores and of each group, computed from the written table, so that nothing counts twice. */
final class ScoreReport {

    private static final double CONFIDENCE = 0.95;
    private static final double[] QUANTILES = {0.05, 0.25, 0.5, 0.75, 0.95};

    private final Figures all = new Figures(null);
    private final List<Figures> groups = new ArrayList<>();
    private final Dataset<Row> scores;
    private final Questions questions;

    /**
     * The statistics requested.
     *
     * @param min the lowest acceptable score, or null
     * @param thresholds thresholds to report the share of lower scores for
     * @param isOfSets whether embeddings are aggregated too
     * @param reference the moments of the set to compare with, or null
     * @param nearDuplicates the cosine at which two pictures count as near-duplicates, or null
     */
    record Questions(
            @Nullable Double min,
            List<Double> thresholds,
            boolean isOfSets,
            @Nullable EmbeddingMoments reference,
            @Nullable Double nearDuplicates) {}

    /** @param scores in the columns of {@link PartitionScoring#SCHEMA} */
    ScoreReport(Dataset<Row> scores, Questions questions) {
        this.scores = scores;
        this.questions = questions;
        Double min = questions.min;
        Column low = min == null ? lit(0L) : when(col("score").lt(min), 1L).otherwise(0L);
        Column moments = udaf(new MomentsAggregator(), MomentsAggregator.INPUT).apply(col("embedding"));
        Iterator<Row> summed = scores.groupBy(col("group"))
                .agg(
                        udaf(new ScoreAggregator(), ScoreAggregator.INPUT).apply(col("score")),
                        count(col("error")),
                        sum(low),
                        questions.isOfSets ? moments : lit(null).cast("binary"))
                .orderBy(col("group"))
                .toLocalIterator();
        summed.forEachRemaining(this::add);
    }

    private void add(Row row) {
        Figures group = new Figures(row.getString(0));
        group.add(
                ScoreSummary.ofBytes(row.getAs(1)),
                row.getLong(2),
                row.getLong(3),
                row.isNullAt(4) ? new EmbeddingMoments() : EmbeddingMoments.ofBytes(row.getAs(4)));
        all.merge(group);
        groups.add(group);
    }

    /**
     * Returns whether there is nothing to report. An empty input is a failure, because a misspelt folder must not pass.
     */
    boolean isEmpty() {
        return all.errors + all.scores.count() == 0;
    }

    /** Returns the exit code of a run with these scores. */
    int exitCode() {
        if (all.errors > 0 || all.scores.count() == 0) {
            return ClipunitSpark.UNREADABLE;
        }
        return all.low > 0 ? ClipunitSpark.NO : ClipunitSpark.OK;
    }

    /** Returns all statistics as JSON; null if there are too few scores. */
    JsonObject json() {
        JsonObject json = all.json();
        addDuplicates(json);
        JsonArray array = new JsonArray();
        groups.stream().filter(group -> group.name != null).forEach(group -> {
            JsonObject one = new JsonObject();
            one.addProperty("group", group.name);
            group.json().asMap().forEach(one::add);
            array.add(one);
        });
        json.add("groups", array);
        return json;
    }

    private void addDuplicates(JsonObject json) {
        if (questions.nearDuplicates == null || all.moments.count() == 0) {
            return;
        }
        try {
            json.addProperty("nearDuplicatePairs", DuplicatePairs.among(scores, all.moments, questions.nearDuplicates));
        } catch (IllegalArgumentException e) {
            json.addProperty("nearDuplicatePairsMissing", e.getMessage());
        }
    }

    /** Returns a line for each group and one for all. */
    String table() {
        StringBuilder table = new StringBuilder("  scores   errors    mean  95 % interval        median  group\n");
        groups.stream().filter(group -> group.name != null).forEach(group -> table.append(group.line()));
        return table.append(all.line()).toString();
    }

    /** The statistics of one group, or of all. */
    private final class Figures {

        private final @Nullable String name;
        private final ScoreSummary scores = new ScoreSummary();
        private final EmbeddingMoments moments = new EmbeddingMoments();
        private long errors;
        private long low;

        Figures(@Nullable String name) {
            this.name = name;
        }

        void merge(Figures other) {
            add(other.scores, other.errors, other.low, other.moments);
        }

        private void add(ScoreSummary itsScores, long itsErrors, long itsLow, EmbeddingMoments itsMoments) {
            scores.merge(itsScores);
            moments.merge(itsMoments);
            errors += itsErrors;
            low += itsLow;
        }

        private Interval interval() {
            return scores.count() < 2
                    ? new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                    : scores.interval(CONFIDENCE);
        }

        String line() {
            Interval interval = interval();
            return String.format(
                    Locale.ROOT,
                    "%8d %8d  %6s  %6s to %6s    %6s  %s%n",
                    scores.count(),
                    errors,
                    fixed(scores.mean()),
                    fixed(interval.low()),
                    fixed(interval.high()),
                    fixed(scores.quantile(0.5)),
                    name == null ? "(all)" : name);
        }

        JsonObject json() {
            JsonObject json = new JsonObject();
            json.addProperty("scores", scores.count());
            json.addProperty("errors", errors);
            json.addProperty("low", low);
            add(json, "mean", scores.mean());
            add(json, "deviation", scores.deviation());
            add(json, "intervalLow", interval().low());
            add(json, "intervalHigh", interval().high());
            add(json, "lowest", scores.min());
            add(json, "highest", scores.max());
            JsonObject quantiles = new JsonObject();
            for (double p : QUANTILES) {
                add(quantiles, String.valueOf(p), scores.quantile(p));
            }
            json.add("quantiles", quantiles);
            JsonObject below = new JsonObject();
            questions.thresholds.forEach(threshold -> add(below, threshold.toString(), scores.shareBelow(threshold)));
            json.add("below", below);
            if (moments.count() > 0) {
                json.addProperty("pictures", moments.count());
                add(json, "vendi", VendiScore.of(moments));
                compare(json);
            }
            return json;
        }

        private void compare(JsonObject json) {
            EmbeddingMoments reference = questions.reference;
            if (reference == null) {
                return;
            }
            add(json, "cmmd", Cmmd.biased(moments, reference));
            try {
                add(json, "frechet", FrechetDistance.between(moments, reference));
            } catch (IllegalArgumentException e) {
                json.addProperty("frechetMissing", e.getMessage());
            }
        }

        private static void add(JsonObject json, String name, double value) {
            json.add(name, Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE);
        }

        private static String fixed(double value) {
            return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "-";
        }
    }
}
