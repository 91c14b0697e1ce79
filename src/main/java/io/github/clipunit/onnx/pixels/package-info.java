/** Preprocessing: pixels to tensors, bit for bit as Pillow and transformers do it. */
@NullMarked
package io.github.clipunit.onnx.pixels;

import org.jspecify.annotations.NullMarked;
