package io.github.clipunit.onnx;

import io.github.clipunit.Embedding;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.onnx.reading.ModelReading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The text tower: encodes prompts as embeddings. The cost of padding is proportional to its length, so prompts are
 * padded only if the graph requires it, and a batch holds prompts of one length.
 */
final class TextEncoder {

    /** The batch beyond which a processor gains nothing; it also bounds memory. */
    private static final int BATCH = 32;

    private final OnnxGraph graph;
    private final String output;
    private final PromptTokenizer tokenizer;
    private final int paddedLength;
    private final boolean isMasked;
    private final boolean hasOneBatch;
    private final int[] blankSize;
    private final boolean isAlone;

    /**
     * Creates an encoder.
     *
     * @param blankSize width and height of the blank picture that a combined graph requires
     * @param isAlone whether a prompt's result would depend on the others of its batch
     */
    TextEncoder(OnnxGraph graph, ModelReading model, PromptTokenizer tokenizer, int[] blankSize, boolean isAlone) {
        this.graph = graph;
        this.tokenizer = tokenizer;
        this.blankSize = blankSize.clone();
        this.isAlone = isAlone;
        this.isMasked = model.tokenizer().isMasked() || !model.config().isSigmoid();
        this.hasOneBatch = model.hasOneBatch();
        this.output = graph.output(model.config().textOutputs());
        long fixed = graph.size(graph.ids(), 1);
        this.paddedLength =
                fixed > 0 ? Math.toIntExact(fixed) : model.config().isPaddedToContext() ? model.contextLength() : 0;
    }

    List<Embedding> encode(List<String> prompts) {
        List<String> distinct = prompts.stream().distinct().toList();
        List<float[]> vectors =
                vectors(distinct.stream().map(tokenizer::tokenize).toList());
        Map<String, Embedding> embeddings = new HashMap<>();
        for (int i = 0; i < distinct.size(); i++) {
            String prompt = distinct.get(i);
            embeddings.put(prompt, graph.embedding(vectors.get(i), "prompt [" + VisibleText.onOneLine(prompt) + "]"));
        }
        return prompts.stream().map(embeddings::get).toList();
    }

    private List<float[]> vectors(List<long[]> sequences) {
        float[][] vectors = new float[sequences.size()][];
        Map<Integer, List<Integer>> byLength = new TreeMap<>();
        for (int i = 0; i < vectors.length; i++) {
            byLength.computeIfAbsent(paddedTo(sequences.get(i)), key -> new ArrayList<>())
                    .add(i);
        }
        int fixed = graph.fixedBatch(graph.ids());
        int step = isAlone ? 1 : fixed == 0 ? BATCH : fixed;
        byLength.forEach((length, indices) -> {
            for (int from = 0; from < indices.size(); from += step) {
                List<Integer> batch = indices.subList(from, Math.min(indices.size(), from + step));
                List<long[]> chosen = batch.stream().map(sequences::get).toList();
                float[][] rows = run(layOut(chosen, fixed == 0 ? batch.size() : fixed, length));
                for (int i = 0; i < batch.size(); i++) {
                    vectors[batch.get(i)] = rows[i];
                }
            }
        });
        return List.of(vectors);
    }

    private int paddedTo(long[] sequence) {
        return Math.max(paddedLength, sequence.length);
    }

    private TokenBatch layOut(List<long[]> sequences, int rows, int length) {
        boolean isFilledUp = sequences.stream().anyMatch(sequence -> sequence.length < length);
        TokenBatch batch = TokenBatch.of(sequences, rows, length, isFilledUp ? tokenizer.padding() : 0);
        return isMasked ? batch : batch.unmasked();
    }

    private float[][] run(TokenBatch batch) {
        try (Feeds feeds = new Feeds(graph)) {
            feeds.tokens(batch);
            feeds.blank(blankSize, hasOneBatch ? batch.rows() : 1);
            return graph.run(feeds.tensors(), output);
        }
    }

    /** Returns the empty prompt so many times, for a run of a combined graph that only needs pictures. */
    TokenBatch emptyPrompt(int count) {
        long[] start = tokenizer.tokenize("");
        return layOut(List.of(start), Math.max(count, graph.fixedBatch(graph.ids())), paddedTo(start));
    }

    /** Returns prompts as one batch padded to the longest, for the few runs that must keep their order. */
    TokenBatch together(List<String> prompts) {
        List<long[]> sequences = prompts.stream().map(tokenizer::tokenize).toList();
        int length = sequences.stream().mapToInt(this::paddedTo).max().orElseThrow();
        return layOut(sequences, sequences.size(), length);
    }
}
