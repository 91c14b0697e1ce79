/** What was recorded of accepted pictures, the verdict on new ones, and pictures replayed instead of generated. */
@NullMarked
package io.github.clipunit.golden;

import org.jspecify.annotations.NullMarked;
