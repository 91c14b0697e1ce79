/** An examination of the machine, to paste into an issue. */
@NullMarked
package io.github.clipunit.doctor;

import org.jspecify.annotations.NullMarked;
