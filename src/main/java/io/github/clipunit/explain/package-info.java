/** Explanations of scores: words, captions, hints and heat maps. */
@NullMarked
package io.github.clipunit.explain;

import org.jspecify.annotations.NullMarked;
