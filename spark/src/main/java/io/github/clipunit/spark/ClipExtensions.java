package io.github.clipunit.spark;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.expressions.ScalaUDF;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.ColumnarRule;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.Function2;
import scala.Option;
import scala.Tuple3;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Adds the functions of {@link ClipFunctions} on pictures to every session, including that of spark-sql, and makes them
 * embed the pictures of a partition in batches: {@code --conf
 * spark.sql.extensions=io.github.clipunit.spark.ClipExtensions --conf spark.clipunit.model=pictogram}.
 */
public final class ClipExtensions extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {

    /** Called by Spark, which finds the class by its name. */
    public ClipExtensions() {}

    @Override
    public BoxedUnit apply(SparkSessionExtensions extensions) {
        inject(extensions, ClipFunctions.SCORE, DataTypes.DoubleType, 2, s -> two(new ClipFunctions.Score(s)));
        inject(extensions, ClipFunctions.EMBEDDING, ClipFunctions.VECTOR, 1, s -> one(new ClipFunctions.Vector(s)));
        inject(extensions, ClipFunctions.ERROR, DataTypes.StringType, 2, s -> two(new ClipFunctions.Failure(s)));
        extensions.injectColumnar(session -> new ColumnarRule() {
            @Override
            public Rule<SparkPlan> preColumnarTransitions() {
                return new ReadAheadRule();
            }
        });
        return BoxedUnit.UNIT;
    }

    private static void inject(
            SparkSessionExtensions extensions,
            String name,
            DataType type,
            int arguments,
            Function<ExecutorScorer, Object> function) {
        Function1<Seq<Expression>, Expression> builder = children -> {
            if (children.size() != arguments) {
                throw new IllegalArgumentException(
                        name + " takes [" + arguments + "] arguments, but was given [" + children.size() + "]");
            }
            ExecutorScorer scorer = ExecutorScorer.of(SparkSession.active(), Map.of());
            return new ScalaUDF(
                    function.apply(scorer), type, children, none(), Option.empty(), Option.apply(name), true, true);
        };
        ExpressionInfo info = new ExpressionInfo(ClipFunctions.class.getName(), name);
        extensions.injectFunction(new Tuple3<>(new FunctionIdentifier(name), info, builder));
    }

    private static <T> Seq<T> none() {
        return CollectionConverters.asScala(List.<T>of()).toSeq();
    }

    private static <A extends @Nullable Object, R extends @Nullable Object> Object one(UDF1<A, R> function) {
        return (Function1<A, R> & Serializable) a -> call(() -> function.call(a));
    }

    private static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> Object two(
            UDF2<A, B, R> function) {
        return (Function2<A, B, R> & Serializable) (a, b) -> call(() -> function.call(a, b));
    }

    private static <R extends @Nullable Object> R call(Callable<R> call) {
        try {
            return call.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
