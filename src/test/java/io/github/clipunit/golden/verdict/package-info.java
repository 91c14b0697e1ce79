@NullMarked
package io.github.clipunit.golden.verdict;

import org.jspecify.annotations.NullMarked;
