package io.github.clipunit.onnx;

import io.github.clipunit.Embedding;
import io.github.clipunit.onnx.pixels.PreparedPicture;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Pictures that several callers bring one at a time, encoded together, as a batch takes less time than its pictures one by
 * one. Who finds the tower free encodes all that wait; who finds it busy waits, and is taken along by the next. Where callers
 * were seen at once a moment ago, they share the tower for a crowd, which takes several runs side by side.
 *
 * <p>A caller alone never waits. While more others are preparing their pictures than could run beside it, whoever is about to
 * encode gives them three milliseconds.
 */
final class SharedBatches {

    private static final long MOST_NANOS = 3_000_000;
    /** How long callers that come one after the other count as a crowd once they were seen at once. */
    private static final long CROWD_NANOS = 250_000_000;

    private final PictureLine.Encoding tower;
    private final Crowd crowd;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<WaitingPicture> waiting = new ArrayDeque<>();
    private int preparing;
    private int running;
    private long lastCrowd;
    private boolean wasCrowd;

    /** One run at a time, whoever calls. */
    SharedBatches(PictureLine.Encoding tower) {
        this(tower, Crowd.NONE);
    }

    /**
     * @param tower for a caller alone
     * @param crowd for several at once
     */
    SharedBatches(PictureLine.Encoding tower, Crowd crowd) {
        this.tower = tower;
        this.crowd = crowd;
    }

    /** Prepares a picture on this thread, and encodes it with those of others if there are any. */
    Embedding embed(Supplier<PreparedPicture> preparation) {
        WaitingPicture caller = null;
        change(this::begin);
        try {
            tower.batch(); // loads the tower, or fails, before anybody waits for this picture
            caller = new WaitingPicture(preparation.get());
        } finally {
            arrive(caller);
        }
        int most = tower.batch();
        for (Run run = next(caller, most); run != null; run = next(caller, most)) {
            try {
                WaitingPicture.encode(run.tower, run.pictures);
            } finally {
                change(() -> running--);
            }
        }
        return caller.result();
    }

    private void begin() {
        preparing++;
        noteCrowd();
    }

    private void noteCrowd() {
        if (preparing + waiting.size() + running > 1) {
            wasCrowd = true;
            lastCrowd = System.nanoTime();
        }
    }

    /** How many runs there may be at once; asked by one that waits. */
    private int runs() {
        noteCrowd();
        return wasCrowd && System.nanoTime() - lastCrowd < CROWD_NANOS ? crowd.runs() : 1;
    }

    /** With a picture, or without one where it could not be prepared. */
    private void arrive(@Nullable WaitingPicture caller) {
        change(() -> {
            preparing--;
            if (caller != null) {
                waiting.add(caller);
            }
        });
    }

    /** The pictures that this caller has to encode now, or null once its own is encoded. */
    private @Nullable Run next(WaitingPicture caller, int most) {
        lock.lock();
        try {
            while (!caller.isDone() && running >= runs()) {
                changed.awaitUninterruptibly();
            }
            if (caller.isDone()) {
                return null;
            }
            int runs = runs();
            running++;
            waitForOthers(most, runs);
            int idle = Math.max(1, runs - running + 1);
            List<WaitingPicture> share = take(Math.min(most, (waiting.size() + idle - 1) / idle));
            return new Run(runs > 1 ? crowd.tower() : tower, share);
        } finally {
            lock.unlock();
        }
    }

    private void waitForOthers(int most, int runs) {
        long left = MOST_NANOS;
        try {
            while (preparing > Math.max(0, runs - running) && waiting.size() < most && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The one that waits longest, and those of its size. */
    private List<WaitingPicture> take(int most) {
        List<WaitingPicture> batch = new ArrayList<>();
        WaitingPicture first = waiting.peek();
        for (Iterator<WaitingPicture> all = waiting.iterator(); all.hasNext() && batch.size() < most; ) {
            WaitingPicture next = all.next();
            if (first != null && first.hasSizeOf(next)) {
                batch.add(next);
                all.remove();
            }
        }
        return batch;
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Pictures to encode, and by what. */
    private record Run(PictureLine.Encoding tower, List<WaitingPicture> pictures) {}
}
