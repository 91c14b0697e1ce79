/** Whether a model gives here what it was published to give elsewhere. */
@NullMarked
package io.github.clipunit.conformance;

import org.jspecify.annotations.NullMarked;
