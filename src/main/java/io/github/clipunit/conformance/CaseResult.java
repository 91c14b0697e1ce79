package io.github.clipunit.conformance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of one published case.
 *
 * @param name its subject: a picture's file name, or the kind of comparison
 * @param source its publisher
 * @param provesWeights whether it depends on the model's weights, and not only on its tokenizer or preprocessing
 * @param figures the numbers, at least one unless it was not run
 * @param notRun the reason why it was not run, or null
 */
public record CaseResult(
        String name,
        String source,
        boolean provesWeights,
        List<Figure> figures,
        @Nullable String notRun) {

    public CaseResult {
        figures = List.copyOf(figures);
    }

    /** Returns whether it was run and all its numbers are right. */
    public boolean isRight() {
        return notRun == null && !figures.isEmpty() && figures.stream().allMatch(Figure::isRight);
    }
}
