/** What a test says about its goldens, and what may go wrong with them. */
@NullMarked
package io.github.clipunit.golden;

import org.jspecify.annotations.NullMarked;
