/**
 * Statistics of sets of embeddings. {@link io.github.clipunit.sets.EmbeddingMoments} summarises millions of pictures in
 * constant memory.
 */
@NullMarked
package io.github.clipunit.sets;

import org.jspecify.annotations.NullMarked;
