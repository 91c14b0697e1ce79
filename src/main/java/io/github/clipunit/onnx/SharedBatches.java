package io.github.clipunit.onnx;

import io.github.clipunit.Embedding;
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
 * one. Who finds the tower free encodes all that wait; who finds it busy waits, and is taken along by the next.
 *
 * <p>A caller alone never waits. While others are preparing their pictures, whoever is about to encode gives them three
 * milliseconds. Where a batch fails, its pictures are encoded one by one, so that each caller gets its own failure or none.
 */
final class SharedBatches {

    private static final long MOST_NANOS = 3_000_000;

    private final PictureLine.Encoding tower;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Caller> waiting = new ArrayDeque<>();
    private int preparing;
    private boolean isBusy;

    SharedBatches(PictureLine.Encoding tower) {
        this.tower = tower;
    }

    /** Prepares a picture on this thread, and encodes it with those of others if there are any. */
    Embedding embed(Supplier<PreparedPicture> preparation) {
        Caller caller = null;
        change(() -> preparing++);
        try {
            tower.batch(); // loads the tower, or fails, before anybody waits for this picture
            caller = new Caller(preparation.get());
        } finally {
            arrive(caller);
        }
        int most = tower.batch();
        for (List<Caller> batch = next(caller, most); !batch.isEmpty(); batch = next(caller, most)) {
            try {
                encode(batch);
            } finally {
                change(() -> isBusy = false);
            }
        }
        return caller.result();
    }

    /** With a picture, or without one where it could not be prepared. */
    private void arrive(@Nullable Caller caller) {
        change(() -> {
            preparing--;
            if (caller != null) {
                waiting.add(caller);
            }
        });
    }

    /** The pictures that this caller has to encode now, or none once its own is encoded. */
    private List<Caller> next(Caller caller, int most) {
        lock.lock();
        try {
            while (isBusy && !caller.isDone()) {
                changed.awaitUninterruptibly();
            }
            if (caller.isDone()) {
                return List.of();
            }
            isBusy = true;
            waitForOthers(most);
            return take(most);
        } finally {
            lock.unlock();
        }
    }

    private void waitForOthers(int most) {
        long left = MOST_NANOS;
        try {
            while (preparing > 0 && waiting.size() < most && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The one that waits longest, and those of its size. */
    private List<Caller> take(int most) {
        List<Caller> batch = new ArrayList<>();
        PreparedPicture first = waiting.element().picture;
        for (Iterator<Caller> all = waiting.iterator(); all.hasNext() && batch.size() < most; ) {
            Caller next = all.next();
            if (first.hasSizeOf(next.picture)) {
                batch.add(next);
                all.remove();
            }
        }
        return batch;
    }

    private void encode(List<Caller> batch) {
        try {
            List<Embedding> embeddings =
                    tower.encode(batch.stream().map(caller -> caller.picture).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).embedding = embeddings.get(i);
            }
        } catch (RuntimeException e) {
            if (batch.size() == 1) {
                batch.get(0).failure = e;
            } else {
                batch.forEach(caller -> encode(List.of(caller)));
            }
        } finally {
            batch.stream().filter(caller -> !caller.isDone()).forEach(Caller::giveUp);
        }
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

    /** A picture whose embedding is waited for. */
    private static final class Caller {

        private final PreparedPicture picture;
        private volatile @Nullable Embedding embedding;
        private volatile @Nullable RuntimeException failure;

        Caller(PreparedPicture picture) {
            this.picture = picture;
        }

        boolean isDone() {
            return embedding != null || failure != null;
        }

        /** After an error that is thrown at the one who encodes. */
        void giveUp() {
            failure = new IllegalStateException("the run that was to encode " + picture.subject() + " broke off");
        }

        Embedding result() {
            Embedding result = embedding;
            if (result != null) {
                return result;
            }
            RuntimeException thrown = failure;
            throw thrown != null ? thrown : new IllegalStateException("nothing was encoded");
        }
    }
}
