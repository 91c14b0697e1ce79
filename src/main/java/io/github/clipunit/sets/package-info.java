/** Arithmetic of sets of embeddings: distances, diversity, balance. */
@NullMarked
package io.github.clipunit.sets;

import org.jspecify.annotations.NullMarked;
