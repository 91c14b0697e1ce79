package io.github.clipunit.model.hub;

import java.io.Closeable;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a response piece by piece, and gives up when no byte has come for a while: the JDK's client times a
 * request only until its headers are there.
 */
final class BodyReader implements HttpResponse.BodySubscriber<BodyReader>, Closeable {

    private static final int TEXT_LIMIT = 8 << 20;

    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final Patience patience;
    private final Pace pace;
    private volatile @Nullable Subscription subscription;
    private volatile boolean closed;

    BodyReader(Patience patience, Pace pace) {
        this.patience = patience;
        this.pace = pace;
    }

    /**
     * The next piece, or null at the end.
     *
     * @throws HttpTimeoutException if nothing comes in time
     * @throws PermanentFault if all together came too slowly
     * @throws IOException if the connection breaks
     */
    @Nullable
    List<ByteBuffer> next() throws IOException, InterruptedException {
        long since = patience.nanoTime().getAsLong();
        long most = Math.min(patience.stall().toMillis(), pace.left().toMillis() + 1);
        Signal signal = signals.poll(most, TimeUnit.MILLISECONDS);
        long bytes = signal == null || signal.piece() == null
                ? 0
                : signal.piece().stream().mapToLong(ByteBuffer::remaining).sum();
        pace.took(Duration.ofNanos(patience.nanoTime().getAsLong() - since), bytes);
        if (signal == null) {
            throw new HttpTimeoutException("no byte came for " + most / 1000.0 + " s");
        }
        if (signal.failure() != null) {
            throw new IOException(signal.failure().getMessage(), signal.failure());
        }
        Subscription open = subscription;
        if (signal.piece() != null && open != null) {
            open.request(1);
        }
        return signal.piece();
    }

    /** The whole body as text, up to a few megabytes. */
    String text() throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder();
        for (List<ByteBuffer> piece = next(); piece != null; piece = next()) {
            piece.forEach(buffer -> text.append(StandardCharsets.ISO_8859_1.decode(buffer)));
            if (text.length() > TEXT_LIMIT) {
                throw new PermanentFault("the answer is longer than " + TEXT_LIMIT + " bytes");
            }
        }
        return new String(text.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Ends the transfer, whether or not all has come. */
    @Override
    public void close() {
        closed = true;
        Subscription open = subscription;
        if (open != null) {
            open.cancel();
        }
    }

    @Override
    public CompletionStage<BodyReader> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Subscription opened) {
        subscription = opened;
        if (closed) {
            opened.cancel();
        } else {
            opened.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> piece) {
        signals.add(new Signal(piece, null));
    }

    @Override
    public void onError(Throwable failure) {
        signals.add(new Signal(null, failure));
    }

    @Override
    public void onComplete() {
        signals.add(new Signal(null, null));
    }

    private record Signal(
            @Nullable List<ByteBuffer> piece, @Nullable Throwable failure) {}
}
