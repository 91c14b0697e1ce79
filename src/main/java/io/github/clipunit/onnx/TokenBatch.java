package io.github.clipunit.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Token sequences in the layout that a graph takes.
 *
 * @param ids {@code rows * length} token ids
 * @param mask 1 for tokens of the prompt, 0 for padding
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package
record TokenBatch(long[] ids, long[] mask, int rows, int length) {

    /**
     * Lays out sequences, each padded to the length. A fixed batch is filled up by repeating the first.
     *
     * @param sequences at least one and at most {@code rows}, none longer than {@code length}
     */
    static TokenBatch of(List<long[]> sequences, int rows, int length, long padding) {
        long[] ids = new long[rows * length];
        long[] mask = new long[rows * length];
        Arrays.fill(ids, padding);
        for (int row = 0; row < rows; row++) {
            long[] sequence = sequences.get(row < sequences.size() ? row : 0);
            System.arraycopy(sequence, 0, ids, row * length, sequence.length);
            Arrays.fill(mask, row * length, row * length + sequence.length, 1);
        }
        return new TokenBatch(ids, mask, rows, length);
    }

    /** Returns positions, from 0 on in each row. */
    long[] positions() {
        return LongStream.range(0, ids.length).map(i -> i % length).toArray();
    }

    /** Returns the same batch for a model that treats padding as words. */
    TokenBatch unmasked() {
        long[] all = new long[mask.length];
        Arrays.fill(all, 1);
        return new TokenBatch(ids, all, rows, length);
    }
}
