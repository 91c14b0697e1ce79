package io.github.clipunit.bench;

/**
 * What one call takes, in milliseconds.
 *
 * @param clock by the clock, the tenth percentile
 * @param processor on the processor, the mean
 */
record Timing(double clock, double processor) {}
