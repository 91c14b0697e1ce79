/** Models as directories of files in the layout of a Hugging Face ONNX export, and the small model inside the jar. */
@NullMarked
package io.github.clipunit.model;

import org.jspecify.annotations.NullMarked;
