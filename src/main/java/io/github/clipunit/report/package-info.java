/** What a person looks at afterwards: the journal of a run, and the report that is made of it. */
@NullMarked
package io.github.clipunit.report;

import org.jspecify.annotations.NullMarked;
