/** Goldens as files: names, format, ledger. */
@NullMarked
package io.github.clipunit.golden.store;

import org.jspecify.annotations.NullMarked;
