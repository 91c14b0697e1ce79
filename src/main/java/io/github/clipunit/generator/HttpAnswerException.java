package io.github.clipunit.generator;

import io.github.clipunit.internal.Demands;
import io.github.clipunit.internal.Secrets;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/**
 * An unsuccessful answer of a generator's server, for adapters that use HTTP themselves. {@link GeneratorCalls}
 * recognises refusals and outages by its status, its text and its {@code Retry-After}.
 */
public final class HttpAnswerException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private static final int SHOWN = 2000;

    private final int status;
    private final transient HttpHeaders headers;

    private HttpAnswerException(String message, int status, HttpHeaders headers) {
        super(message);
        this.status = status;
        this.headers = headers;
    }

    /**
     * Returns the body of a successful answer.
     *
     * @param response an answer whose body is text or bytes
     * @throws HttpAnswerException if its status is not from 200 to 299; the message begins with {@code HTTP}, the
     *     status and the body
     */
    public static <T> T bodyOf(HttpResponse<T> response) {
        int status = Demands.require("response", response).statusCode();
        T body = response.body();
        if (status >= 200 && status < 300) {
            return body;
        }
        String text = body instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(body);
        String said = Secrets.without(text.strip());
        throw new HttpAnswerException(
                "HTTP " + status + " " + (said.length() <= SHOWN ? said : said.substring(0, SHOWN) + "\u2026"),
                status,
                response.headers());
    }

    /** Returns the status, such as 429. */
    public int statusCode() {
        return status;
    }

    /** Returns the answer's headers. */
    public HttpHeaders headers() {
        return headers;
    }
}
