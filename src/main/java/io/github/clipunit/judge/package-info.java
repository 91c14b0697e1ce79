/**
 * A second opinion where CLIP is blind: a model that sees answers questions about pictures by yes or no, and its answers are
 * kept beside the goldens.
 */
@NullMarked
package io.github.clipunit.judge;

import org.jspecify.annotations.NullMarked;
