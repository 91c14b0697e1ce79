package io.github.clipunit.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.github.clipunit.onnx.reading.GraphSignature;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/** The tensors of one run of a graph: native memory that is freed after the run. */
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
        put(graph.pixels(), () -> graph.floats(graph.pixels(), pixels, rows, 3, size[1], size[0]));
    }

    /** Adds the blank pictures that a combined graph requires along with prompts, or nothing if it requires none. */
    void blank(int[] size, int count) {
        if (graph.takes(graph.pixels())) {
            int rows = Math.max(count, graph.fixedBatch(graph.pixels()));
            pixels(FloatBuffer.allocate(rows * 3 * size[0] * size[1]), rows, size);
        }
    }

    /**
     * Adds prompts with the other inputs that the graph takes: their mask, their positions, and their single segment.
     */
    void tokens(TokenBatch batch) {
        wholes(graph.ids(), batch, batch.ids());
        wholes(GraphSignature.MASK, batch, batch.mask());
        wholes(GraphSignature.POSITIONS, batch, batch.positions());
        wholes(GraphSignature.TYPES, batch, new long[batch.rows() * batch.length()]);
    }

    private void wholes(String input, TokenBatch batch, long[] values) {
        if (graph.takes(input)) {
            put(input, () -> graph.wholes(input, values, batch.rows(), batch.length()));
        }
    }

    private void put(String input, TensorMaker maker) {
        try {
            tensors.put(input, maker.make());
        } catch (OrtException e) {
            throw new IllegalStateException(
                    "input " + input + " cannot be passed to " + graph.file() + ": " + e.getMessage(), e);
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
