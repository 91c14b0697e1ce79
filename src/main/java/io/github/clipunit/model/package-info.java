/** Where models come from: the model directory, the model inside the jar, and names for both. */
@NullMarked
package io.github.clipunit.model;

import org.jspecify.annotations.NullMarked;
