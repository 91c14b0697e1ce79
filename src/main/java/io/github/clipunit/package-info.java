/**
 * Scores of pictures against prompts: the scorer, its embeddings and the score. Most tests need only {@link
 * io.github.clipunit.ClipScorer}, as a parameter.
 */
@NullMarked
package io.github.clipunit;

import org.jspecify.annotations.NullMarked;
