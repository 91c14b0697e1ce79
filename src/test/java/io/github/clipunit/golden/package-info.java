@NullMarked
package io.github.clipunit.golden;

import org.jspecify.annotations.NullMarked;
