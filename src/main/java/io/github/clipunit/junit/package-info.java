/**
 * The JUnit extension. {@link io.github.clipunit.junit.ClipTest} on a class or method registers it, loads the model
 * once per run, and provides assertions with their scorer.
 */
@NullMarked
package io.github.clipunit.junit;

import org.jspecify.annotations.NullMarked;
