package io.github.clipunit.report.data;

/**
 * What a check scored in an earlier run.
 *
 * @param at when, in ISO 8601, UTC
 * @param value its CLIP score then, or where it has none what it found
 * @param passed whether it passed then
 */
public record HistoryPoint(String at, double value, boolean passed) {}
