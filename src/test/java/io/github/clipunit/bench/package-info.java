/** Benchmarks, run by hand with {@code mvn -Pbench test}; see bench/README.md. */
@NullMarked
package io.github.clipunit.bench;

import org.jspecify.annotations.NullMarked;
