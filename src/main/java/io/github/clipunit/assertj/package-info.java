/**
 * Assertions on generated pictures. Everything starts at {@link io.github.clipunit.assertj.ClipAssertions}: one picture,
 * several pictures of one prompt, pictures with a prompt each, or a generator.
 */
@NullMarked
package io.github.clipunit.assertj;

import org.jspecify.annotations.NullMarked;
