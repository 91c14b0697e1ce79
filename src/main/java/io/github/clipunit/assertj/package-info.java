/** How one asks: AssertJ assertions on pictures. */
@NullMarked
package io.github.clipunit.assertj;

import org.jspecify.annotations.NullMarked;
