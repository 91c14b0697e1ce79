package io.github.clipunit.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/** The tensors of one run of a graph; native memory that is freed when the run is over. */
final class Feeds implements AutoCloseable {

    private final OnnxGraph graph;
    private final Map<String, OnnxTensor> tensors = new HashMap<>();

    Feeds(OnnxGraph graph) {
        this.graph = graph;
    }

    Map<String, OnnxTensor> tensors() {
        return tensors;
    }

    /** Adds {@code rows} pictures of three planes of that width and height. */
    void pixels(FloatBuffer pixels, int rows, int[] size) {
        put(OnnxGraph.PIXELS, () -> graph.floats(OnnxGraph.PIXELS, pixels, rows, 3, size[1], size[0]));
    }

    /** Adds the blank picture that a combined graph demands beside prompts; nothing where it does not. */
    void blank(int[] size) {
        if (graph.takes(OnnxGraph.PIXELS)) {
            int rows = Math.max(1, graph.fixedBatch(OnnxGraph.PIXELS));
            pixels(FloatBuffer.allocate(rows * 3 * size[0] * size[1]), rows, size);
        }
    }

    /** Adds prompts, and their mask where the graph takes one. */
    void tokens(TokenBatch batch) {
        put(OnnxGraph.IDS, () -> graph.wholes(OnnxGraph.IDS, batch.ids(), batch.rows(), batch.length()));
        if (graph.takes(OnnxGraph.MASK)) {
            put(OnnxGraph.MASK, () -> graph.wholes(OnnxGraph.MASK, batch.mask(), batch.rows(), batch.length()));
        }
    }

    private void put(String input, TensorMaker maker) {
        try {
            tensors.put(input, maker.make());
        } catch (OrtException e) {
            throw new IllegalStateException(
                    "input " + input + " cannot be handed to " + graph.file() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        tensors.values().forEach(OnnxTensor::close);
    }

    private interface TensorMaker {
        OnnxTensor make() throws OrtException;
    }
}
