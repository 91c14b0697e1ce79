package io.github.clipunit.onnx;

import io.github.clipunit.Embedding;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Pictures on their way to the vision tower, in order: while one batch is encoded by whoever asks, the next ones are read,
 * decoded and preprocessed by other threads.
 *
 * <p>Nothing is read before the first embedding is asked for. From then on at most two batches are prepared ahead, whatever
 * the number of pictures. A picture that cannot be read fails at its place, after the embeddings of all before it.
 */
final class PictureLine extends Spliterators.AbstractSpliterator<Embedding> implements AutoCloseable {

    /** Decoding takes a third of what encoding does; more threads than this would only fill memory. */
    private static final int MOST_THREADS = 8;

    private final Iterator<? extends Supplier<PreparedPicture>> pictures;
    private final Encoding encoding;
    private final Executor threads;
    private final Deque<CompletableFuture<PreparedPicture>> underway = new ArrayDeque<>();
    private final Deque<Embedding> ready = new ArrayDeque<>();
    private boolean isExhausted;
    private volatile boolean isClosed;

    /**
     * @param pictures what makes each picture, called on one of the threads
     * @param encoding the tower, first asked for anything once pictures are being prepared, as it may still have to load
     * @param threads those that prepare
     */
    PictureLine(Iterator<? extends Supplier<PreparedPicture>> pictures, Encoding encoding, Executor threads) {
        super(Long.MAX_VALUE, ORDERED | NONNULL);
        this.pictures = pictures;
        this.encoding = encoding;
        this.threads = threads;
    }

    /** Threads that end when they have nothing to do, and keep no JVM from ending. */
    static Executor newThreads() {
        int count = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
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
        if (ready.isEmpty()) {
            encodeNext();
        }
        Embedding next = isClosed ? null : ready.poll();
        if (next == null) {
            return false;
        }
        action.accept(next);
        return true;
    }

    private void encodeNext() {
        lookAhead(ImageEncoder.BATCH);
        if (underway.isEmpty()) {
            return;
        }
        int most = encoding.batch();
        lookAhead(most);
        List<PreparedPicture> batch = new ArrayList<>();
        batch.add(finish(underway.remove()));
        while (batch.size() < most && isNextLike(batch.get(0))) {
            batch.add(finish(underway.remove()));
        }
        lookAhead(most);
        ready.addAll(encoding.encode(batch));
    }

    private void lookAhead(int batch) {
        try {
            while (!isExhausted && !isClosed && underway.size() < 2 * batch) {
                isExhausted = !pictures.hasNext();
                if (!isExhausted) {
                    underway.add(CompletableFuture.supplyAsync(pictures.next(), threads));
                }
            }
        } catch (RuntimeException e) {
            isExhausted = true;
            underway.add(CompletableFuture.failedFuture(e));
        }
    }

    /** Whether there is a next picture, of the same size; waits until that is known. */
    private boolean isNextLike(PreparedPicture first) {
        CompletableFuture<PreparedPicture> next = underway.peek();
        return next != null
                && next.handle((picture, failure) -> failure == null && first.hasSizeOf(picture))
                        .join();
    }

    private static PreparedPicture finish(CompletableFuture<PreparedPicture> picture) {
        try {
            return picture.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** Stops: what is not begun yet is never done. */
    @Override
    public void close() {
        isClosed = true;
        underway.forEach(picture -> picture.cancel(false));
        underway.clear();
    }

    /** The vision tower as the line sees it. */
    interface Encoding {

        /** The most pictures that are encoded at once. */
        int batch();

        /** The embeddings of pictures of one size, at most {@link #batch()} of them. */
        List<Embedding> encode(List<PreparedPicture> pictures);
    }
}
