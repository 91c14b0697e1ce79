/** Writing and merging the report of a run. */
@NullMarked
package io.github.clipunit.report;

import org.jspecify.annotations.NullMarked;
