/** Which threshold would have held: a study of the scores of a run. */
@NullMarked
package io.github.clipunit.report.study;

import org.jspecify.annotations.NullMarked;
