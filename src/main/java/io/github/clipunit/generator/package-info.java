/**
 * Repeated generation: how exactly a generator gives the same picture for the same seed.
 */
@NullMarked
package io.github.clipunit.generator;

import org.jspecify.annotations.NullMarked;
