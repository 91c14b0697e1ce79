/** Heads, which map an embedding to one number, such as how well people would like the picture. */
@NullMarked
package io.github.clipunit.head;

import org.jspecify.annotations.NullMarked;
