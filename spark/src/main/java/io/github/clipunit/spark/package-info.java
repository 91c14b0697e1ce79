/**
 * CLIP scores on Apache Spark: a program for spark-submit, functions for SQL and streams, and sums that merge. Spark divides
 * the work, moves it and repeats what fails; the library scores.
 */
@NullMarked
package io.github.clipunit.spark;

import org.jspecify.annotations.NullMarked;
