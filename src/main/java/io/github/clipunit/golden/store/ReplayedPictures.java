package io.github.clipunit.golden.store;

import java.util.concurrent.atomic.AtomicInteger;

/** Stands for a test whose pictures come from cassettes, so that each run sees the same; counts how often it asked for one. */
public final class ReplayedPictures {

    private final AtomicInteger plays = new AtomicInteger();

    /** Notes that a cassette was asked for. */
    public void played() {
        plays.incrementAndGet();
    }

    /** How often cassettes were asked for. */
    public int plays() {
        return plays.get();
    }
}
