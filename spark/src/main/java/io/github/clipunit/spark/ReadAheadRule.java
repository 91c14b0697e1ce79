package io.github.clipunit.spark;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ScalaUDF;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.FilterExec;
import org.apache.spark.sql.execution.SparkPlan;
import scala.jdk.javaapi.CollectionConverters;

/** Inserts a {@link ReadAheadExec} under each operator that calls a function of pictures. */
final class ReadAheadRule extends Rule<SparkPlan> {

    @Override
    public SparkPlan apply(SparkPlan plan) {
        SparkPlan above = plan.mapChildren(this::apply);
        return above instanceof FilterExec filter ? divided(filter) : readingAhead(above);
    }

    /** Splits a condition, so that rows dropped by its other parts are not read ahead. */
    private static SparkPlan divided(FilterExec filter) {
        List<Expression> ofPictures = new ArrayList<>();
        List<Expression> others = new ArrayList<>();
        divide(filter.condition(), ofPictures, others);
        if (ofPictures.isEmpty() || others.isEmpty()) {
            return readingAhead(filter);
        }
        SparkPlan child = new FilterExec(others.stream().reduce(And::new).orElseThrow(), filter.child());
        return readingAhead(new FilterExec(ofPictures.stream().reduce(And::new).orElseThrow(), child));
    }

    private static void divide(Expression condition, List<Expression> ofPictures, List<Expression> others) {
        if (condition instanceof And and) {
            divide(and.left(), ofPictures, others);
            divide(and.right(), ofPictures, others);
        } else {
            (images(condition).isEmpty() ? others : ofPictures).add(condition);
        }
    }

    private static SparkPlan readingAhead(SparkPlan plan) {
        if (plan.children().size() != 1 || plan.children().head() instanceof ReadAheadExec) {
            return plan;
        }
        SparkPlan child = plan.children().head();
        Set<Expression> images = new LinkedHashSet<>();
        CollectionConverters.asJava(plan.expressions()).forEach(expression -> images.addAll(images(expression)));
        images.removeIf(image -> !image.deterministic() || !image.references().subsetOf(child.outputSet()));
        return images.isEmpty()
                ? plan
                : plan.withNewChildren(
                        CollectionConverters.asScala(List.<SparkPlan>of(new ReadAheadExec(List.copyOf(images), child)))
                                .toSeq());
    }

    private static Set<Expression> images(Expression expression) {
        Set<Expression> images = new LinkedHashSet<>();
        if (expression instanceof ScalaUDF call
                && call.udfName().exists(ClipFunctions.OF_PICTURES::contains)
                && !call.children().isEmpty()
                && !call.children().head().foldable()) {
            images.add(call.children().head().canonicalized());
        }
        CollectionConverters.asJava(expression.children()).forEach(child -> images.addAll(images(child)));
        return images;
    }
}
