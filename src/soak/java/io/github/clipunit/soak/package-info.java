/** Programs that wear the library down and count what breaks, run by hand with {@code mvn -Psoak test}. */
@NullMarked
package io.github.clipunit.soak;

import org.jspecify.annotations.NullMarked;
