/** Arithmetic of samples and statistical tests. */
@NullMarked
package io.github.clipunit.stats;

import org.jspecify.annotations.NullMarked;
