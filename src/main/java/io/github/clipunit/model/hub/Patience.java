package io.github.clipunit.model.hub;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The timeouts and retries of requests to the Hub.
 *
 * @param connect the timeout for a connection
 * @param answer the timeout for the headers of an answer
 * @param stall the timeout for the next byte of a body
 * @param attempts the number of attempts in a row that receive no byte
 * @param firstWait the wait before the second attempt; it doubles with each further one
 * @param longestWait the longest single wait; the Hub counts requests over windows of five minutes
 * @param grace the time allowed for a transfer in addition to the time that its bytes take at the least speed
 * @param leastSpeed in bytes per second
 * @param sleeper performs the waits
 * @param nanoTime the clock for the time that a body takes
 */
record Patience(
        Duration connect,
        Duration answer,
        Duration stall,
        int attempts,
        Duration firstWait,
        Duration longestWait,
        Duration grace,
        long leastSpeed,
        Sleeper sleeper,
        LongSupplier nanoTime) {

    static final Patience DEFAULT = new Patience(
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            6,
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(1),
            20_000,
            duration -> Thread.sleep(duration.toMillis()),
            System::nanoTime);

    /** A way to wait. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(Duration duration) throws InterruptedException;
    }
}
