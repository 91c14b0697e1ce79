/** The verdict on new pictures: they are compared with a golden, recorded, or refused. */
@NullMarked
package io.github.clipunit.golden.verdict;

import org.jspecify.annotations.NullMarked;
