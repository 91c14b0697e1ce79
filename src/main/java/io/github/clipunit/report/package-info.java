/** Writes and merges the reports of runs. */
@NullMarked
package io.github.clipunit.report;

import org.jspecify.annotations.NullMarked;
