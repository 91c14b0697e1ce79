package io.github.clipunit.conformance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one published case.
 *
 * @param name what it is about: a picture's file name, or what is compared
 * @param source who published it
 * @param provesWeights whether it depends on the model's weights, and not on its tokenizer or preprocessing alone
 * @param figures the numbers, at least one unless it was not run
 * @param notRun why it was not run, or null
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

    /** Whether it was run and all its numbers are right. */
    public boolean isRight() {
        return notRun == null && !figures.isEmpty() && figures.stream().allMatch(Figure::isRight);
    }
}
