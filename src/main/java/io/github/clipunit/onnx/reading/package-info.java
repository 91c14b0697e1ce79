/** A model's files, read and checked before anything runs. */
@NullMarked
package io.github.clipunit.onnx.reading;

import org.jspecify.annotations.NullMarked;
