/**
 * A second opinion on what CLIP cannot judge: a vision-language model answers yes-or-no questions about pictures, and
 * its answers are stored next to the goldens.
 */
@NullMarked
package io.github.clipunit.judge;

import org.jspecify.annotations.NullMarked;
