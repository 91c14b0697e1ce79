package io.github.clipunit.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Token sequences laid out as a graph takes them.
 *
 * @param ids {@code rows * length} token ids
 * @param mask 1 where a token counts, 0 where it pads
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package
record TokenBatch(long[] ids, long[] mask, int rows, int length) {

    /**
     * Lays out sequences, each padded to the length; rows that are missing to a fixed batch repeat the first.
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

    /** From 0 on in each row. */
    long[] positions() {
        return LongStream.range(0, ids.length).map(i -> i % length).toArray();
    }

    /** The same for a model that takes padding for words. */
    TokenBatch unmasked() {
        long[] all = new long[mask.length];
        Arrays.fill(all, 1);
        return new TokenBatch(ids, all, rows, length);
    }
}
