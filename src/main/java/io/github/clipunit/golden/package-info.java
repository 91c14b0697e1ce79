/**
 * Goldens: files under version control that record the scores of accepted pictures.
 * {@link io.github.clipunit.golden.Golden} sets a test's tolerance and directory; the assertions
 * {@code hasNotRegressed} and {@code haveNotRegressed} compare with them.
 */
@NullMarked
package io.github.clipunit.golden;

import org.jspecify.annotations.NullMarked;
