/**
 * Assertions on generated pictures. They start at {@link io.github.clipunit.assertj.ClipAssertions}: with one picture,
 * several pictures of one prompt, pictures of several prompts, or a generator.
 */
@NullMarked
package io.github.clipunit.assertj;

import org.jspecify.annotations.NullMarked;
