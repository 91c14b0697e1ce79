/** What a score is: pictures, embeddings, the scorer, its settings, and what a running test knows of them. */
@NullMarked
package io.github.clipunit;

import org.jspecify.annotations.NullMarked;
