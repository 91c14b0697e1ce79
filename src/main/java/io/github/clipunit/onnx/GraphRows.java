package io.github.clipunit.onnx;

import io.github.clipunit.Embedding;

/** What graphs give, checked and brought to unit length. */
final class GraphRows {

    private GraphRows() {}

    /** The embedding of one row; NaN, infinity and zero name the graph's file, as no other place knows it. */
    static Embedding embedding(float[] vector, OnnxGraph graph, String subject) {
        try {
            return Embedding.of(vector);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "model file " + graph.file() + " gives no usable embedding of " + subject + ": " + e.getMessage(),
                    e);
        }
    }
}
