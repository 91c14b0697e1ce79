/**
 * What scores and embeddings say together: statistics of regressions, diversity and distance of sets, calibration,
 * balance, and what pixels alone show. Pure arithmetic in double precision: nothing here reads a file, runs a model or
 * keeps state.
 */
@NullMarked
package io.github.clipunit.metrics;

import org.jspecify.annotations.NullMarked;
