/** The report as people read it: page, summary and annotations. */
@NullMarked
package io.github.clipunit.report.page;

import org.jspecify.annotations.NullMarked;
