/** Goldens on their way to another model; in the command line's jar alone. */
@NullMarked
package io.github.clipunit.migration;

import org.jspecify.annotations.NullMarked;
