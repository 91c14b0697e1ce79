/** How a score is computed: preprocessing, tokenising and ONNX Runtime sessions. */
@NullMarked
package io.github.clipunit.onnx;

import org.jspecify.annotations.NullMarked;
