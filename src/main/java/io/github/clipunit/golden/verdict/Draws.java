package io.github.clipunit.golden.verdict;

import io.github.clipunit.golden.store.ScoredPicture;
import io.github.clipunit.stats.SequentialTest;
import java.util.List;

/**
 * Pictures that are drawn as a verdict needs them, seed by seed.
 *
 * @param most how many are drawn at most
 * @param draws draws until there are so many, and gives all that were drawn, in the order of their seeds
 */
public record Draws(int most, Drawing draws) {

    /** Draws pictures. */
    @FunctionalInterface
    public interface Drawing {
        /** The first pictures, as many as asked for. */
        List<ScoredPicture> upTo(int number);
    }

    /** What decides, where the golden has so many pictures to pair them with. */
    SequentialTest plan(int recorded, double alpha) {
        return new SequentialTest(Math.min(most, recorded), alpha);
    }

    List<ScoredPicture> first(int number) {
        return draws.upTo(number);
    }
}
