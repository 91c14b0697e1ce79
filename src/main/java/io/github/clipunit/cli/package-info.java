/** The command line: the same scores as in a test, outside of a test. */
@NullMarked
package io.github.clipunit.cli;

import org.jspecify.annotations.NullMarked;
