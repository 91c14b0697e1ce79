package io.github.clipunit.report.data;

/** How many checks there are, and how they went. */
public record Totals(int checks, int passed, int failed) {}
