package io.github.clipunit.report;

/** How many checks there are, and how they went. */
record Totals(int checks, int passed, int failed) {}
