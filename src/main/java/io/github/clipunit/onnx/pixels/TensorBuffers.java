package io.github.clipunit.onnx.pixels;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Native memory for tensors, reused. Otherwise it would be freed only by the next garbage collection, and a small heap
 * may not trigger one for hundreds of megabytes.
 */
public final class TensorBuffers {

    private static final int MOST_KEPT = 16;

    private final Deque<FloatBuffer> kept = new ArrayDeque<>();

    /** Returns a buffer of so many numbers with arbitrary values; give it back after use. */
    public FloatBuffer take(int numbers) {
        synchronized (kept) {
            for (Iterator<FloatBuffer> all = kept.iterator(); all.hasNext(); ) {
                FloatBuffer buffer = all.next();
                if (buffer.capacity() == numbers) {
                    all.remove();
                    return buffer.clear();
                }
            }
        }
        return ByteBuffer.allocateDirect(Math.multiplyExact(Float.BYTES, numbers))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** Takes a buffer back; keeps those that were used last. */
    public void giveBack(FloatBuffer buffer) {
        synchronized (kept) {
            kept.addFirst(buffer);
            if (kept.size() > MOST_KEPT) {
                kept.removeLast();
            }
        }
    }
}
