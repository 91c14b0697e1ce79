package io.github.clipunit.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.github.clipunit.Embedding;
import io.github.clipunit.model.DiskFile;
import io.github.clipunit.model.ModelUnavailableException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A graph that maps an embedding to one number. It is opened for each use, which takes milliseconds, so it is
 * never left open.
 *
 * @param dimension the dimension that an embedding must have
 * @hidden
 */
public record OnnxHead(Path file, int dimension) {

    /**
     * Returns the head in a graph that maps [n, dimension] to [n, 1] or [n], for any n or for 1.
     *
     * @throws ModelUnavailableException if it cannot be loaded, or takes or returns something else
     */
    public static OnnxHead of(Path file) {
        return open(file, graph -> {
            long dimension = graph.size(graph.onlyInput(), 1);
            if (dimension < 1 || dimension > Integer.MAX_VALUE || graph.fixedBatch(graph.onlyInput()) > 1) {
                throw graph.unsupported(
                        "a head must take [n, dimension], where dimension is fixed and n is variable or 1");
            }
            return new OnnxHead(file, (int) dimension);
        });
    }

    /** Returns one number per embedding, in the same order. */
    public double[] scores(List<Embedding> images) {
        return open(file, graph -> images.stream()
                .mapToDouble(image -> score(graph, image))
                .toArray());
    }

    private double score(OnnxGraph graph, Embedding image) {
        String input = graph.onlyInput();
        try (OnnxTensor tensor = graph.floats(input, FloatBuffer.wrap(image.toArray()), 1, dimension)) {
            float[][] rows = graph.run(Map.of(input, tensor), graph.onlyOutput());
            if (rows.length != 1 || rows[0].length != 1) {
                throw graph.unsupported("a head must return one number per embedding");
            }
            return rows[0][0];
        } catch (OrtException e) {
            throw new IllegalStateException(
                    "model file " + graph.file() + " failed while running: " + e.getMessage(), e);
        }
    }

    private static <T> T open(Path file, Function<OnnxGraph, T> use) {
        return LibraryMisfit.explaining(() -> {
            try (OnnxGraph graph = OnnxGraph.open(new DiskFile(file.toString(), file), OnnxOptions.defaults())) {
                return use.apply(graph);
            }
        });
    }
}
