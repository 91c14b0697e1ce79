/** The facts of a run: its journal, its checks and its pictures. */
@NullMarked
package io.github.clipunit.report.data;

import org.jspecify.annotations.NullMarked;
