/** How the command line scores many pictures, and what it says of them. */
@NullMarked
package io.github.clipunit.cli.score;

import org.jspecify.annotations.NullMarked;
