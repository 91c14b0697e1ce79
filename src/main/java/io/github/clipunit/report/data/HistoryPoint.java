package io.github.clipunit.report.data;

/**
 * What a check scored in an earlier run.
 *
 * @param at when, in ISO 8601, UTC
 * @param score its score then
 * @param passed whether it passed then
 */
public record HistoryPoint(String at, double score, boolean passed) {}
