/** The verdict on new pictures: compared with a golden, recorded or refused. */
@NullMarked
package io.github.clipunit.golden.verdict;

import org.jspecify.annotations.NullMarked;
