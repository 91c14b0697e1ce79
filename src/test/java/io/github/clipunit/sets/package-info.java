@NullMarked
package io.github.clipunit.sets;

import org.jspecify.annotations.NullMarked;
