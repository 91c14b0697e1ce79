/**
 * The scorer itself, for programs without JUnit: {@link io.github.clipunit.onnx.OnnxClipScorer} runs a model directory
 * through ONNX Runtime.
 */
@NullMarked
package io.github.clipunit.onnx;

import org.jspecify.annotations.NullMarked;
