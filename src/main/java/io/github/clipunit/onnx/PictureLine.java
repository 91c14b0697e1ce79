package io.github.clipunit.onnx;

import io.github.clipunit.Embedding;
import io.github.clipunit.onnx.pixels.PreparedPicture;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Pictures on their way to the vision tower, in order: several threads take a batch each, read, decode and preprocess it and
 * have it encoded, so that no core waits for another.
 *
 * <p>Nothing is read before the first embedding is asked for. From then on at most one batch more is taken from the source
 * than there are threads at work, whatever the number of pictures. A picture that cannot be read fails at its place, after
 * the embeddings of all before it.
 */
final class PictureLine extends Spliterators.AbstractSpliterator<Embedding> implements AutoCloseable {

    private final Iterator<? extends Supplier<PreparedPicture>> pictures;
    private final Encoding encoding;
    private final Executor threads;
    private final int workers;
    private final Deque<Supplier<PreparedPicture>> taken = new ArrayDeque<>();
    private final Deque<CompletableFuture<List<Outcome>>> underway = new ArrayDeque<>();
    private final Deque<Outcome> ready = new ArrayDeque<>();
    private boolean isBegun;
    private boolean isExhausted;
    private volatile boolean isClosed;

    /**
     * @param pictures what makes each picture, called on one of the threads
     * @param encoding the tower, first asked for anything by one of the threads, as it may still have to load
     * @param threads where batches are prepared and encoded
     * @param workers how many batches are worked on at once
     */
    PictureLine(
            Iterator<? extends Supplier<PreparedPicture>> pictures, Encoding encoding, Executor threads, int workers) {
        super(Long.MAX_VALUE, ORDERED | NONNULL);
        this.pictures = pictures;
        this.encoding = encoding;
        this.threads = threads;
        this.workers = workers;
    }

    /** So many threads, which end when they have nothing to do, and keep no JVM from ending. */
    static Executor newThreads(int count) {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(count, count, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "clipunit-pictures");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    @Override
    public boolean tryAdvance(Consumer<? super Embedding> action) {
        while (ready.isEmpty() && keepBusy()) {
            ready.addAll(underway.remove().join());
        }
        Outcome next = isClosed ? null : ready.poll();
        if (next == null) {
            return false;
        }
        action.accept(next.get());
        return true;
    }

    /** Hands out batches until one waits beside those that are worked on; false where there are none. */
    private boolean keepBusy() {
        while (!isClosed && underway.size() <= workers) {
            take((isBegun ? 1 : workers) * ImageEncoder.BATCH);
            if (taken.isEmpty()) {
                break;
            }
            isBegun |= !isExhausted;
            hand(Math.min(ImageEncoder.BATCH, isBegun ? taken.size() : share()));
        }
        return !underway.isEmpty();
    }

    /** What a worker gets of so few pictures that all have been taken. */
    private int share() {
        int idle = Math.max(1, workers - underway.size());
        return (taken.size() + idle - 1) / idle;
    }

    private void take(int most) {
        try {
            while (!isExhausted && taken.size() < most) {
                isExhausted = !pictures.hasNext();
                if (!isExhausted) {
                    taken.add(pictures.next());
                }
            }
        } catch (RuntimeException e) {
            isExhausted = true;
            taken.add(() -> {
                throw e;
            });
        }
    }

    private void hand(int count) {
        List<Supplier<PreparedPicture>> batch = new ArrayList<>();
        while (batch.size() < count) {
            batch.add(taken.remove());
        }
        underway.add(CompletableFuture.supplyAsync(() -> work(batch), threads));
    }

    /** Prepares a batch and has it encoded: at once, or in parts of pictures of one size. */
    private List<Outcome> work(List<Supplier<PreparedPicture>> batch) {
        List<Outcome> outcomes = new ArrayList<>();
        List<PreparedPicture> part = new ArrayList<>();
        for (Supplier<PreparedPicture> picture : batch) {
            if (isClosed) {
                return List.of();
            }
            try {
                PreparedPicture next = picture.get();
                if (!part.isEmpty() && !part.get(0).hasSizeOf(next)) {
                    encode(part, outcomes);
                }
                part.add(next);
            } catch (RuntimeException | Error e) {
                encode(part, outcomes);
                outcomes.add(Outcome.of(e));
            }
        }
        encode(part, outcomes);
        return outcomes;
    }

    private void encode(List<PreparedPicture> part, List<Outcome> outcomes) {
        int most = part.isEmpty() ? 1 : encoding.batch();
        for (int from = 0; from < part.size(); from += most) {
            List<PreparedPicture> pictures = part.subList(from, Math.min(part.size(), from + most));
            try {
                encoding.encode(pictures).forEach(embedding -> outcomes.add(() -> embedding));
            } catch (RuntimeException | Error e) {
                pictures.forEach(picture -> outcomes.add(Outcome.of(e)));
            }
        }
        part.clear();
    }

    /** Stops: what is not begun yet is never done. */
    @Override
    public void close() {
        isClosed = true;
        underway.forEach(batch -> batch.cancel(false));
        underway.clear();
    }

    /** The embedding of one picture, or why there is none. */
    private interface Outcome {

        Embedding get();

        static Outcome of(Throwable failure) {
            return () -> {
                if (failure instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) failure;
            };
        }
    }

    /** The vision tower as the line sees it. */
    interface Encoding {

        /** The most pictures that are encoded at once. */
        int batch();

        /** The embeddings of pictures of one size, at most {@link #batch()} of them. */
        List<Embedding> encode(List<PreparedPicture> pictures);
    }
}
