/** A cache of embeddings, in memory and on disk. */
@NullMarked
package io.github.clipunit.cache;

import org.jspecify.annotations.NullMarked;
