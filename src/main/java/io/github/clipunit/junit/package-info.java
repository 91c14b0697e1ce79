/**
 * The JUnit extension. {@link io.github.clipunit.junit.ClipTest} at a class or method registers it, loads the model once a
 * run and gives assertions their scorer.
 */
@NullMarked
package io.github.clipunit.junit;

import org.jspecify.annotations.NullMarked;
