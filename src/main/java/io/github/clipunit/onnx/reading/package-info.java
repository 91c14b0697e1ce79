/** What a model's files say, read before anything runs. */
@NullMarked
package io.github.clipunit.onnx.reading;

import org.jspecify.annotations.NullMarked;
