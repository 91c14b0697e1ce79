/** Scores many pictures on the command line, and prints the results. */
@NullMarked
package io.github.clipunit.cli.score;

import org.jspecify.annotations.NullMarked;
