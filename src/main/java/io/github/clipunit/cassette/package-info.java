/** Cassettes: generated pictures that are recorded once and replayed, so that a test run pays for no generation. */
@NullMarked
package io.github.clipunit.cassette;

import org.jspecify.annotations.NullMarked;
