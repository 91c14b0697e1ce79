package io.github.clipunit.onnx;

import io.github.clipunit.Embedding;
import io.github.clipunit.ItemResult;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.onnx.pixels.PreparedPicture;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline of items to the vision tower, in order. Several threads take one batch each, read, decode and preprocess
 * its pictures and have them encoded, so that no core waits for another.
 *
 * <p>Nothing is read before the first result is requested. From then on, at most two batches more than there are busy
 * threads are taken from the source, whatever the number of items; the second tells where the last ones are, which are
 * shared. A picture that cannot be prepared or embedded is the
 * error of its item only; any other failure is thrown at its position.
 */
final class PictureLine<T> extends Spliterators.AbstractSpliterator<ItemResult<T, Embedding>> implements AutoCloseable {

    private final Iterator<? extends T> items;
    private final Preparation<T> preparation;
    private final Encoding encoding;
    private final Executor threads;
    private final int workers;
    private final Deque<T> taken = new ArrayDeque<>();
    private final Deque<CompletableFuture<List<Outcome<T>>>> underway = new ArrayDeque<>();
    private final Deque<Outcome<T>> ready = new ArrayDeque<>();
    private @Nullable Outcome<T> failure;
    /** The size of the next batch, which is smaller for the last ones, so that all workers end together. */
    private int share = ImageEncoder.BATCH;

    private boolean isBegun;
    private boolean isExhausted;
    private volatile boolean isClosed;

    /**
     * Creates a line.
     *
     * @param preparation prepares an item's picture; called on one of the threads
     * @param encoding the tower; first used on one of the threads, because it may still have to load
     * @param threads the threads that prepare and encode batches
     * @param workers the number of batches in progress at once
     */
    PictureLine(
            Iterator<? extends T> items, Preparation<T> preparation, Encoding encoding, Executor threads, int workers) {
        super(Long.MAX_VALUE, ORDERED | NONNULL);
        this.items = items;
        this.preparation = preparation;
        this.encoding = encoding;
        this.threads = threads;
        this.workers = workers;
    }

    /** Returns daemon threads, of that number, which end when they are idle. */
    static Executor newThreads(int count) {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(count, count, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Worker(task);
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    @Override
    public boolean tryAdvance(Consumer<? super ItemResult<T, Embedding>> action) {
        while (ready.isEmpty() && keepBusy()) {
            ready.addAll(done(underway.remove()));
        }
        Outcome<T> next = isClosed ? null : ready.poll();
        if (next == null) {
            throwFailure();
            return false;
        }
        action.accept(next.get());
        return true;
    }

    private static <T> List<Outcome<T>> done(CompletableFuture<List<Outcome<T>>> batch) {
        try {
            return batch.join();
        } catch (CompletionException e) {
            return List.of(Outcome.of(Objects.requireNonNullElse(e.getCause(), e)));
        }
    }

    /** Throws the failure of the source of the items, after all its items. */
    private void throwFailure() {
        Outcome<T> thrown = isClosed ? null : failure;
        failure = null;
        if (thrown != null) {
            thrown.get();
        }
    }

    /** Hands out batches until one is waiting in addition to those in progress; returns false if there are none. */
    private boolean keepBusy() {
        while (!isClosed && underway.size() <= workers) {
            take((isBegun ? 2 : workers) * ImageEncoder.BATCH);
            if (taken.isEmpty()) {
                break;
            }
            if (isExhausted && share == ImageEncoder.BATCH) {
                int parts = isBegun ? 2 * workers : workers; // two each, as they do not become free at once
                share = Math.min(share, (taken.size() + parts - 1) / parts);
            }
            isBegun = true;
            hand(Math.min(share, taken.size()));
        }
        return !underway.isEmpty();
    }

    private void take(int most) {
        try {
            while (!isExhausted && taken.size() < most) {
                isExhausted = !items.hasNext();
                if (!isExhausted) {
                    taken.add(requireItem(items.next()));
                }
            }
        } catch (RuntimeException | Error e) {
            isExhausted = true;
            failure = Outcome.of(e);
        }
    }

    private static <T> T requireItem(T item) {
        if (item == null) {
            throw new IllegalArgumentException(
                    "an item of the stream is null; give items that identify their pictures");
        }
        return item;
    }

    private void hand(int count) {
        List<T> batch = new ArrayList<>();
        while (batch.size() < count) {
            batch.add(taken.remove());
        }
        // a picture source that itself reads a stream of pictures must not wait for the thread that it runs on
        Executor here = Thread.currentThread() instanceof Worker ? Runnable::run : threads;
        underway.add(CompletableFuture.supplyAsync(() -> work(batch), here));
    }

    /** Prepares a batch and has it encoded: at once, or in parts of pictures of one size. */
    private List<Outcome<T>> work(List<T> batch) {
        List<Outcome<T>> outcomes = new ArrayList<>();
        List<Prepared<T>> part = new ArrayList<>();
        for (T item : batch) {
            if (isClosed) {
                return List.of();
            }
            try {
                PreparedPicture next = preparation.prepare(item);
                if (!part.isEmpty() && !part.get(0).picture().hasSizeOf(next)) {
                    encode(part, outcomes);
                }
                part.add(new Prepared<>(item, next));
            } catch (Exception | Error e) {
                encode(part, outcomes);
                outcomes.add(
                        e instanceof Exception own && !concernsAll(own) ? Outcome.failed(item, own) : Outcome.of(e));
            }
        }
        encode(part, outcomes);
        return outcomes;
    }

    private static boolean concernsAll(Exception failure) {
        return failure instanceof ModelUnavailableException || failure instanceof OnnxClipScorer.Closed;
    }

    private void encode(List<Prepared<T>> part, List<Outcome<T>> outcomes) {
        int most = part.isEmpty() ? 1 : encoding.batch();
        for (int from = 0; from < part.size(); from += most) {
            encodeAtOnce(part.subList(from, Math.min(part.size(), from + most)), outcomes);
        }
        part.clear();
    }

    private void encodeAtOnce(List<Prepared<T>> part, List<Outcome<T>> outcomes) {
        try {
            List<Embedding> embeddings =
                    encoding.encode(part.stream().map(Prepared::picture).toList());
            for (int i = 0; i < part.size(); i++) {
                ItemResult<T, Embedding> result = ItemResult.of(part.get(i).item(), embeddings.get(i));
                outcomes.add(() -> result);
            }
        } catch (OnnxGraph.NoEmbedding e) {
            if (part.size() == 1) {
                outcomes.add(Outcome.failed(part.get(0).item(), e));
            } else {
                part.forEach(one -> encodeAtOnce(List.of(one), outcomes));
            }
        } catch (RuntimeException | Error e) {
            part.forEach(one -> outcomes.add(Outcome.of(e)));
        }
    }

    /** Stops: batches that have not begun are dropped. */
    @Override
    public void close() {
        isClosed = true;
        underway.forEach(batch -> batch.cancel(false));
        underway.clear();
    }

    private static final class Worker extends Thread {

        Worker(Runnable task) {
            super(task, "clipunit-pictures");
        }
    }

    private record Prepared<T>(T item, PreparedPicture picture) {}

    /** The result of one item, or the exception to throw at its position. */
    private interface Outcome<T> {

        ItemResult<T, Embedding> get();

        static <T> Outcome<T> failed(T item, Exception error) {
            ItemResult<T, Embedding> result = ItemResult.failed(item, error);
            return () -> result;
        }

        static <T> Outcome<T> of(Throwable failure) {
            return () -> {
                if (failure instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) failure;
            };
        }
    }

    /** A function from an item to its prepared picture. */
    interface Preparation<T> {

        PreparedPicture prepare(T item) throws Exception;
    }

    /** The vision tower, as the pipeline uses it. */
    interface Encoding {

        /** Returns the largest number of pictures that are encoded at once. */
        int batch();

        /** Returns the embeddings of at most {@link #batch()} pictures of one size. */
        List<Embedding> encode(List<PreparedPicture> pictures);
    }
}
