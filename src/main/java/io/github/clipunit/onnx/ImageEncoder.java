package io.github.clipunit.onnx;

import io.github.clipunit.Embedding;
import io.github.clipunit.onnx.pixels.PreparedPicture;
import io.github.clipunit.onnx.pixels.TensorBuffers;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** The vision tower: encodes prepared pictures as embeddings. */
final class ImageEncoder implements PictureLine.Encoding {

    /** The batch beyond which a processor gains nothing; it also bounds memory. */
    static final int BATCH = 8;

    private final OnnxGraph graph;
    private final String output;
    private final IntFunction<TokenBatch> emptyPrompt;
    private final boolean isAlone;
    private final TensorBuffers buffers = new TensorBuffers();
    /** One permit for each run at a time. */
    private final Semaphore runs;

    /**
     * Creates an encoder.
     *
     * @param outputs the possible names of the embedding, best first
     * @param emptyPrompt returns the prompts that a combined graph requires along with so many pictures
     * @param isAlone whether a picture's result would depend on the others of its batch
     * @param atOnce the number of runs at a time; further callers wait in order
     */
    ImageEncoder(
            OnnxGraph graph, List<String> outputs, IntFunction<TokenBatch> emptyPrompt, boolean isAlone, int atOnce) {
        this.graph = graph;
        this.emptyPrompt = emptyPrompt;
        this.isAlone = isAlone;
        this.runs = new Semaphore(atOnce, true);
        this.output = graph.output(outputs);
    }

    /** Returns the largest number of pictures in one run. */
    @Override
    public int batch() {
        int fixed = graph.fixedBatch(graph.pixels());
        return isAlone ? 1 : fixed == 0 ? BATCH : fixed;
    }

    /** Encodes pictures of one size. A fixed batch is filled up with zeros, whose results are ignored. */
    @Override
    public List<Embedding> encode(List<PreparedPicture> pictures) {
        int[] size = {pictures.get(0).width(), pictures.get(0).height()};
        int rows = Math.max(pictures.size(), graph.fixedBatch(graph.pixels()));
        int numbers = 3 * size[0] * size[1];
        FloatBuffer pixels = buffers.take(Math.multiplyExact(Math.max(rows, batch()), numbers));
        float[][] vectors;
        try {
            for (PreparedPicture picture : pictures) {
                pixels.put(picture.planes());
            }
            for (pixels.limit(rows * numbers); pixels.hasRemaining(); ) {
                pixels.put(0);
            }
            vectors = inTurn(() -> run(pixels.flip(), rows, size));
        } finally {
            buffers.giveBack(pixels);
        }
        List<Embedding> embeddings = new ArrayList<>(pictures.size());
        for (int i = 0; i < pictures.size(); i++) {
            embeddings.add(graph.embedding(vectors[i], pictures.get(i).subject()));
        }
        return embeddings;
    }

    private float[][] inTurn(Supplier<float[][]> run) {
        runs.acquireUninterruptibly();
        try {
            return run.get();
        } finally {
            runs.release();
        }
    }

    private float[][] run(FloatBuffer pixels, int rows, int[] size) {
        try (Feeds feeds = new Feeds(graph)) {
            feeds.pixels(pixels, rows, size);
            if (graph.takes(graph.ids())) {
                feeds.tokens(emptyPrompt.apply(rows));
            }
            return graph.run(feeds.tensors(), output);
        }
    }

    OnnxGraph graph() {
        return graph;
    }
}
