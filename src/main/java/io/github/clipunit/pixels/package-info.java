/** Arithmetic of pixels: the flaws that generators leave. */
@NullMarked
package io.github.clipunit.pixels;

import org.jspecify.annotations.NullMarked;
