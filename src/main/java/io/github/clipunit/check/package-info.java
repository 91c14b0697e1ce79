/** A check as data: its name, the values measured and wanted, and why it may have failed. */
@NullMarked
package io.github.clipunit.check;

import org.jspecify.annotations.NullMarked;
