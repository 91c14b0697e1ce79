/** The running test: who it is, its scorer, and where its checks go. */
@NullMarked
package io.github.clipunit.run;

import org.jspecify.annotations.NullMarked;
