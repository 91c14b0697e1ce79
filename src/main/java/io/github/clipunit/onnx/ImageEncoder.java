package io.github.clipunit.onnx;

import io.github.clipunit.ClipImage;
import io.github.clipunit.Embedding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** The vision tower: pictures in, embeddings out, in batches of what the graph allows. */
final class ImageEncoder {

    /** Where a batch stops paying on a processor; also what bounds memory. */
    private static final int BATCH = 8;

    private final OnnxGraph graph;
    private final String output;
    private final ImagePreprocessor preprocessor;
    private final Supplier<TokenBatch> emptyPrompt;

    /**
     * @param outputs the names under which the embedding may be found, best first
     * @param emptyPrompt gives the prompt that a combined graph demands beside pixels
     */
    ImageEncoder(
            OnnxGraph graph, List<String> outputs, ImagePreprocessor preprocessor, Supplier<TokenBatch> emptyPrompt) {
        this.graph = graph;
        this.preprocessor = preprocessor;
        this.emptyPrompt = emptyPrompt;
        if (!graph.takes(OnnxGraph.PIXELS)) {
            throw graph.unsupported("expected an input " + OnnxGraph.PIXELS);
        }
        this.output = graph.firstOutput(outputs)
                .orElseThrow(() -> graph.unsupported("expected an output " + String.join(" or ", outputs)));
    }

    List<Embedding> encode(List<ClipImage> images) {
        int batch = graph.fixedBatch(OnnxGraph.PIXELS);
        int step = batch == 0 ? BATCH : batch;
        List<Embedding> embeddings = new ArrayList<>(images.size());
        for (int from = 0; from < images.size(); ) {
            int to = sameSizeUntil(images, from, Math.min(images.size(), from + step));
            embeddings.addAll(encode(images.subList(from, to), batch == 0 ? to - from : batch));
            from = to;
        }
        return embeddings;
    }

    /** Without a crop, pictures of different shapes give tensors of different shapes, which no batch can hold. */
    private int sameSizeUntil(List<ClipImage> images, int from, int end) {
        int[] size = sizeOf(images.get(from));
        int to = from + 1;
        while (to < end && Arrays.equals(size, sizeOf(images.get(to)))) {
            to++;
        }
        return to;
    }

    private int[] sizeOf(ClipImage image) {
        return preprocessor.outputSize(image.width(), image.height());
    }

    /** Encodes at most {@code rows} pictures; what is missing to a fixed batch stays zero and is ignored. */
    private List<Embedding> encode(List<ClipImage> images, int rows) {
        int[] size = sizeOf(images.get(0));
        requireSize(size);
        int numbers = 3 * size[0] * size[1];
        FloatBuffer pixels = ByteBuffer.allocateDirect(Math.multiplyExact(4, Math.multiplyExact(rows, numbers)))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        for (ClipImage image : images) {
            preprocessor.preprocess(image, pixels);
        }
        float[][] vectors = run(pixels.rewind(), rows, size);
        List<Embedding> embeddings = new ArrayList<>(images.size());
        for (int i = 0; i < images.size(); i++) {
            embeddings.add(Vectors.embedding(vectors[i], graph, "picture " + images.get(i)));
        }
        return embeddings;
    }

    private float[][] run(FloatBuffer pixels, int rows, int[] size) {
        try (Feeds feeds = new Feeds(graph)) {
            feeds.pixels(pixels, rows, size);
            if (graph.takes(OnnxGraph.IDS)) {
                feeds.tokens(emptyPrompt.get());
            }
            return graph.run(feeds.tensors(), output);
        }
    }

    private void requireSize(int[] size) {
        long height = graph.size(OnnxGraph.PIXELS, 2);
        long width = graph.size(OnnxGraph.PIXELS, 3);
        if ((height > 0 && height != size[1]) || (width > 0 && width != size[0])) {
            throw graph.unsupported("preprocessor_config.json makes pictures of " + size[0] + " x " + size[1]
                    + ", the graph takes " + width + " x " + height);
        }
    }
}
