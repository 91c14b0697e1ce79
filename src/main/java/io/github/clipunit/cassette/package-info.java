/** Generated pictures recorded once and replayed. */
@NullMarked
package io.github.clipunit.cassette;

import org.jspecify.annotations.NullMarked;
