/** The command line: the same as in a test, outside of one. */
@NullMarked
package io.github.clipunit.cli;

import org.jspecify.annotations.NullMarked;
