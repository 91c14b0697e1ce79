@NullMarked
package io.github.clipunit.metrics;

import org.jspecify.annotations.NullMarked;
