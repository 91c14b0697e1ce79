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
 * A reader of a response's body, piece by piece, which gives up if no byte arrives for a while. The JDK's client
 * applies its timeout only until the headers arrive.
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
     * Returns the next piece, or null at the end.
     *
     * @throws HttpTimeoutException if nothing arrives in time
     * @throws PermanentFault if the whole transfer is too slow
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
            throw new HttpTimeoutException("no byte arrived for " + most / 1000.0 + " s");
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

    /** Returns the whole body as text, up to a few megabytes. */
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

    /** Ends the transfer, even if it is incomplete. */
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
