/** Judges the model in the jar on painted cases, through the same scorer as any test; see training/README.md. */
@NullMarked
package io.github.clipunit.evaluation;

import org.jspecify.annotations.NullMarked;
