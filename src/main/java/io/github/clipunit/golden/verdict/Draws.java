package io.github.clipunit.golden.verdict;

import io.github.clipunit.golden.store.ScoredPicture;
import io.github.clipunit.stats.SequentialTest;
import java.util.List;

/**
 * Pictures that are drawn as a verdict needs them, seed by seed.
 *
 * @param most the largest number of pictures to draw
 * @param draws draws up to a number of pictures
 */
public record Draws(int most, Drawing draws) {

    /** Draws pictures. */
    @FunctionalInterface
    public interface Drawing {
        /** Returns the pictures of the first seeds, as many as requested. */
        List<ScoredPicture> upTo(int number);
    }

    /** Returns the sequential test for a golden with the given number of pictures to pair with. */
    SequentialTest plan(int recorded, double alpha) {
        return new SequentialTest(Math.min(most, recorded), alpha);
    }

    List<ScoredPicture> first(int number) {
        return draws.upTo(number);
    }
}
