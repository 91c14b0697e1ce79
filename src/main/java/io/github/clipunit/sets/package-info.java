/**
 * Statistics of sets of embeddings: {@link io.github.clipunit.sets.EmbeddingMoments} summarises pictures by the million in
 * constant memory.
 */
@NullMarked
package io.github.clipunit.sets;

import org.jspecify.annotations.NullMarked;
