@NullMarked
package io.github.clipunit.spark;

import org.jspecify.annotations.NullMarked;
