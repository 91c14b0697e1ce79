package io.github.clipunit.bench;

/**
 * What one call takes, in milliseconds.
 *
 * @param clock by the clock, the tenth percentile
 * @param processor on the processor, the mean
 */
record Timing(double clock, double processor) {

    Timing plus(Timing other) {
        return new Timing(clock + other.clock, processor + other.processor);
    }

    Timing times(int parts) {
        return new Timing(clock * parts, processor * parts);
    }

    Timing dividedBy(int parts) {
        return new Timing(clock / parts, processor / parts);
    }
}
