/** What generators do when they are asked again. */
@NullMarked
package io.github.clipunit.generator;

import org.jspecify.annotations.NullMarked;
