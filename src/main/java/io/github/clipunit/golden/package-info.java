/**
 * Goldens: files under version control that record what accepted pictures scored. {@link io.github.clipunit.golden.Golden}
 * sets a test's tolerance and directory; the assertions {@code hasNotRegressed} and {@code haveNotRegressed} compare.
 */
@NullMarked
package io.github.clipunit.golden;

import org.jspecify.annotations.NullMarked;
