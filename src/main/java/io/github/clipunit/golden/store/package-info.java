/** Goldens as files: their names, format and ledger. */
@NullMarked
package io.github.clipunit.golden.store;

import org.jspecify.annotations.NullMarked;
