/** The migration of goldens to another model; only in the jar of the command line. */
@NullMarked
package io.github.clipunit.migration;

import org.jspecify.annotations.NullMarked;
