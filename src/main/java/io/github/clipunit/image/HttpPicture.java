package io.github.clipunit.image;

import io.github.clipunit.internal.Demands;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A picture fetched over HTTP. No message shows the signature in its address. */
final class HttpPicture {

    private static final int MOST_READ = 1 << 14;
    /** The least length of a secret; shorter values, such as versions and numbers, occur in every text. */
    private static final int SECRET = 6;
    /** The answers of storage services to an address that has expired. */
    private static final Set<Integer> GONE = Set.of(403, 404, 410);

    /** Follows redirects, though never from HTTPS to HTTP; its threads are daemons. */
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(20))
            .build();

    private final URI uri;
    private final Duration timeout;
    private final ImageLimits limits;

    HttpPicture(URI uri, Duration timeout, ImageLimits limits) {
        String scheme =
                String.valueOf(Demands.require("address", uri).getScheme()).toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || uri.getHost() == null) {
            throw new IllegalArgumentException("address [" + place(uri) + "] must begin with https:// or http:// and a"
                    + " host; ClipImage.of(Path) reads files, and ClipImage.ofDataUri data URIs");
        }
        if (Demands.require("timeout", timeout).isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout [" + timeout + "] must be positive");
        }
        this.uri = uri;
        this.timeout = timeout;
        this.limits = limits;
    }

    /** Returns the address without user, query and fragment, which names the picture in messages and reports. */
    String place() {
        return place(uri);
    }

    private static String place(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme() + ":";
        if (uri.isOpaque()) {
            return scheme + "…";
        }
        return scheme
                + (uri.getHost() == null ? "" : "//" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()))
                + uri.getRawPath();
    }

    /**
     * Fetches the encoded picture.
     *
     * @throws UnreadableImageException if it does not arrive in time, or has more bytes than allowed
     */
    byte[] get() {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("User-Agent", "clipunit; java/" + Runtime.version().feature())
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer =
                CLIENT.sendAsync(request, info -> new Limited((int) limits.maxBytes() + 1));
        try {
            return body(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            throw failure("it did not arrive within " + timeout.toMillis() + " ms", uri);
        } catch (ExecutionException e) {
            throw failure(String.valueOf(e.getCause()), uri);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("the thread was interrupted", uri);
        } finally {
            answer.cancel(true);
        }
    }

    private byte[] body(HttpResponse<byte[]> response) {
        byte[] body = response.body();
        int status = response.statusCode();
        if (status != 200) {
            String words = words(body, response.uri());
            throw failure(
                    "the server answers " + status + (words.isEmpty() ? "" : " and says [" + words + "]")
                            + (GONE.contains(status)
                                    ? "; the address may have expired: fetch a picture as soon as it" + " is generated"
                                    : ""),
                    response.uri());
        }
        ImageDecoder.requireBytes(body.length, limits, place());
        return body;
    }

    /** Returns the first words of an answer, cut so that no part of a secret remains. */
    private String words(byte[] body, URI last) {
        String text = new String(body, 0, Math.min(body.length, MOST_READ), StandardCharsets.UTF_8);
        return AnswerText.firstWords(withoutSecrets(withoutSecrets(text, uri), last));
    }

    /** Omits the cause, whose message may hold the whole address. */
    private UnreadableImageException failure(String why, URI last) {
        return new UnreadableImageException(
                "picture [" + place() + "] cannot be fetched: " + withoutSecrets(withoutSecrets(why, uri), last));
    }

    /** Storage services repeat parts of the address in their errors. */
    private static String withoutSecrets(String text, URI uri) {
        String clean = text;
        for (@Nullable String query : new @Nullable String[] {uri.getRawQuery(), uri.getQuery(), uri.getUserInfo()}) {
            for (String part : query == null ? new String[0] : query.split("[&;:]", -1)) {
                String value = part.substring(part.indexOf('=') + 1);
                clean = value.length() < SECRET ? clean : clean.replace(value, "***");
            }
        }
        return clean;
    }

    /** Accepts no more bytes than are needed. */
    private static final class Limited implements BodySubscriber<byte[]> {

        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private final int most;
        private Flow.@Nullable Subscription subscription;

        Limited(int most) {
            this.most = most;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                byte[] bytes = new byte[Math.min(buffer.remaining(), most - taken.size())];
                buffer.get(bytes);
                taken.writeBytes(bytes);
            }
            if (taken.size() >= most && subscription != null) {
                subscription.cancel();
                onComplete();
            }
        }

        @Override
        public void onError(Throwable thrown) {
            body.completeExceptionally(thrown);
        }

        @Override
        public void onComplete() {
            body.complete(taken.toByteArray());
        }
    }
}
