/**
 * Prompts derived from prompts: variants of wording for tests of robustness, and pairs of opposites that name an
 * attribute.
 */
@NullMarked
package io.github.clipunit.prompt;

import org.jspecify.annotations.NullMarked;
