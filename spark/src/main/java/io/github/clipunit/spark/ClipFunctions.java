package io.github.clipunit.spark;

import io.github.clipunit.Embedding;
import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * CLIP scores in SQL. An image is a column of encoded bytes or of paths. A picture that cannot be read gives null and
 * does not stop the query; {@code clip_error} gives the reason.
 * <table>
 * <caption>Functions</caption>
 * <tr><td>{@code clip_score(image, prompt)}</td><td>double: the cosine between both embeddings, in [-1, 1]</td></tr>
 * <tr><td>{@code clip_embedding(image)}</td><td>array of floats: a vector of unit length</td></tr>
 * <tr><td>{@code clip_error(image, prompt)}</td><td>string: why there is no score, or null; the prompt may be
 * null</td></tr>
 * <tr><td>{@code clip_score_summary(score)}</td><td>aggregate, binary: see {@link ScoreAggregator}</td></tr>
 * <tr><td>{@code clip_moments(embedding)}</td><td>aggregate, binary: see {@link MomentsAggregator}</td></tr>
 * </table>
 *
 * <p>Pictures are embedded in batches of a partition's rows if the session was built with {@code spark.sql.extensions}
 * = {@link ClipExtensions}, and one at a time otherwise.
 */
public final class ClipFunctions {

    static final String SCORE = "clip_score";
    static final String EMBEDDING = "clip_embedding";
    static final String ERROR = "clip_error";

    /** The functions whose first argument is a picture. */
    static final Set<String> OF_PICTURES = Set.of(SCORE, EMBEDDING, ERROR);

    static final DataType VECTOR = DataTypes.createArrayType(DataTypes.FloatType, false);

    private ClipFunctions() {}

    /**
     * Registers the functions in a session.
     *
     * @param model {@code pictogram}, a Hub id, a directory that every host has, or the name of one sent with
     *     {@code --archives}; {@code spark.clipunit.X} in the session is the library's setting {@code clipunit.X}
     */
    public static void register(SparkSession spark, String model) {
        ExecutorScorer scorer = ExecutorScorer.of(spark, Map.of("clipunit.model", model));
        spark.udf().register(SCORE, new Score(scorer), DataTypes.DoubleType);
        spark.udf().register(EMBEDDING, new Vector(scorer), VECTOR);
        spark.udf().register(ERROR, new Failure(scorer), DataTypes.StringType);
        registerAggregators(spark);
    }

    /** Registers only the aggregates, which need no model. */
    static void registerAggregators(SparkSession spark) {
        spark.udf().register("clip_score_summary", functions.udaf(new ScoreAggregator(), ScoreAggregator.INPUT));
        spark.udf().register("clip_moments", functions.udaf(new MomentsAggregator(), MomentsAggregator.INPUT));
    }

    /** {@code clip_score}. */
    record Score(ExecutorScorer scorer)
            implements UDF2<@Nullable Object, @Nullable String, @Nullable Double>, Serializable {

        @Override
        public @Nullable Double call(@Nullable Object image, @Nullable String prompt) {
            Embedding picture = image == null || prompt == null ? null : embedding(scorer, image);
            try {
                return picture == null || prompt == null
                        ? null
                        : picture.cosine(scorer.scorer().embed(prompt));
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
    }

    /** {@code clip_embedding}. */
    record Vector(ExecutorScorer scorer) implements UDF1<@Nullable Object, float @Nullable []>, Serializable {

        @Override
        public float @Nullable [] call(@Nullable Object image) {
            Embedding picture = image == null ? null : embedding(scorer, image);
            return picture == null ? null : picture.toArray();
        }
    }

    /** {@code clip_error}. */
    record Failure(ExecutorScorer scorer)
            implements UDF2<@Nullable Object, @Nullable String, @Nullable String>, Serializable {

        @Override
        public @Nullable String call(@Nullable Object image, @Nullable String prompt) {
            if (image == null) {
                return "has no image";
            }
            Exception error = TaskPictures.current().embed(scorer, image).error();
            try {
                if (error == null && prompt != null) {
                    scorer.scorer().embed(prompt);
                }
            } catch (IllegalArgumentException e) {
                error = e;
            }
            return error == null ? null : error.getMessage();
        }
    }

    private static @Nullable Embedding embedding(ExecutorScorer scorer, Object image) {
        return TaskPictures.current().embed(scorer, image).value();
    }
}
