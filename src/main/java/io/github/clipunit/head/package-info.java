/** Heads: what makes a number of an embedding, such as how well people would like the picture. */
@NullMarked
package io.github.clipunit.head;

import org.jspecify.annotations.NullMarked;
