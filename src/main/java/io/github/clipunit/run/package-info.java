/** The running test: its identity, its scorer, and the listener for its checks. */
@NullMarked
package io.github.clipunit.run;

import org.jspecify.annotations.NullMarked;
