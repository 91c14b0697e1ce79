/** Calls of generators: refusals, outages and retries, and the degree to which a seed reproduces its picture. */
@NullMarked
package io.github.clipunit.generator;

import org.jspecify.annotations.NullMarked;
