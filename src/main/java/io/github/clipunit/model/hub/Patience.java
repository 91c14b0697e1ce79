package io.github.clipunit.model.hub;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long the Hub is waited for, and how often it is asked again.
 *
 * @param connect for a connection
 * @param answer for the headers of an answer
 * @param stall for the next byte of a body
 * @param attempts how often something is tried that gives no byte
 * @param firstWait before the second attempt; it doubles with each further one
 * @param longestWait no single wait is longer; the Hub counts requests over windows of five minutes
 * @param grace how long a transfer may take beside what its bytes take at the least speed
 * @param leastSpeed in bytes a second
 * @param sleeper what waits
 * @param nanoTime what tells how long a body took
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

    /** Lets time pass. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(Duration duration) throws InterruptedException;
    }
}
