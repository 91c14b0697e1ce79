/** Flaws that pixels show without a model: blank, dark, clipped or blurred pictures, borders and checkerboards. */
@NullMarked
package io.github.clipunit.pixels;

import org.jspecify.annotations.NullMarked;
