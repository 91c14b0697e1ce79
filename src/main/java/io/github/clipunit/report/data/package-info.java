/** The data of a run: its journal, checks and pictures. */
@NullMarked
package io.github.clipunit.report.data;

import org.jspecify.annotations.NullMarked;
