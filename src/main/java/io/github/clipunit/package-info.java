/**
 * Scores of pictures against prompts: the scorer, its embeddings and the score. Tests rarely need more of it than
 * {@link io.github.clipunit.ClipScorer} as a parameter.
 */
@NullMarked
package io.github.clipunit;

import org.jspecify.annotations.NullMarked;
