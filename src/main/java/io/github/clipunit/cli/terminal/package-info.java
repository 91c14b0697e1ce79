/** The terminal, as commands write to it. */
@NullMarked
package io.github.clipunit.cli.terminal;

import org.jspecify.annotations.NullMarked;
