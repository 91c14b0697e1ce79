package io.github.clipunit.onnx;

import io.github.clipunit.Embedding;
import io.github.clipunit.onnx.pixels.PreparedPicture;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * An encoder for pictures that callers bring one at a time, each in its own run. A single caller uses the tower that
 * runs on all cores; several callers at once use one core each.
 */
final class Lanes {

    private final PictureLine.Encoding wide;
    private final Supplier<PictureLine.Encoding> lane;
    private final Semaphore free;
    private final AtomicInteger callers = new AtomicInteger();

    /**
     * Creates lanes.
     *
     * @param wide the tower for a single caller
     * @param lane supplies the tower for several callers; called for each picture
     * @param count the number of callers served at once; the others wait in order
     */
    Lanes(PictureLine.Encoding wide, Supplier<PictureLine.Encoding> lane, int count) {
        this.wide = wide;
        this.lane = lane;
        this.free = new Semaphore(count, true);
    }

    /** Prepares a picture and encodes it, both on this thread. */
    Embedding embed(Supplier<PreparedPicture> preparation) {
        callers.incrementAndGet();
        try {
            PreparedPicture picture = preparation.get();
            return callers.get() == 1 ? encode(wide, picture) : encodeInLane(picture);
        } finally {
            callers.decrementAndGet();
        }
    }

    private Embedding encodeInLane(PreparedPicture picture) {
        free.acquireUninterruptibly();
        try {
            return encode(lane.get(), picture);
        } finally {
            free.release();
        }
    }

    private static Embedding encode(PictureLine.Encoding tower, PreparedPicture picture) {
        return tower.encode(List.of(picture)).get(0);
    }
}
