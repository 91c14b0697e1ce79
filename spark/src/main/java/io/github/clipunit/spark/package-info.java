/**
 * CLIP scores on Apache Spark: a program for spark-submit, functions for SQL and streams, and aggregates that merge.
 * Spark divides the work, moves it and repeats failed tasks; the library computes the scores.
 */
@NullMarked
package io.github.clipunit.spark;

import org.jspecify.annotations.NullMarked;
