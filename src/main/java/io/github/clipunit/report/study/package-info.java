/** A study of the scores of a run, which suggests thresholds. */
@NullMarked
package io.github.clipunit.report.study;

import org.jspecify.annotations.NullMarked;
