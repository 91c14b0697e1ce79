/** Comparisons of a model's results here with results published elsewhere. */
@NullMarked
package io.github.clipunit.conformance;

import org.jspecify.annotations.NullMarked;
