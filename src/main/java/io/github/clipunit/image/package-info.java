/** A picture, and how files become one. */
@NullMarked
package io.github.clipunit.image;

import org.jspecify.annotations.NullMarked;
