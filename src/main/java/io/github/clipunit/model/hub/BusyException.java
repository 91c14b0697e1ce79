package io.github.clipunit.model.hub;

import io.github.clipunit.internal.RetryAfter;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An answer of the Hub that asks to try again later: 429, 408 or 5xx. */
final class BusyException extends IOException {

    private static final long serialVersionUID = 1L;

    /** The Hub's own header, with the seconds until the current window of requests ends. */
    private static final Pattern RATE_LIMIT = Pattern.compile("r=0\\b.*?;\\s*t=(\\d+)");

    private final int status;
    private final @Nullable Duration askedWait;

    BusyException(int status, HttpHeaders headers, Instant now) {
        super("HTTP " + status);
        this.status = status;
        this.askedWait = headers.firstValue("Retry-After")
                .map(String::strip)
                .flatMap(text -> RetryAfter.read(text, now))
                .or(() -> rateLimit(headers))
                .orElse(null);
    }

    /**
     * Returns whether a later attempt may succeed: not if the server lacks the feature (501, 505), or a network
     * requires a login (511).
     */
    static boolean is(int status) {
        return status == 429 || status == 408 || (status >= 500 && status != 501 && status != 505 && status != 511);
    }

    int status() {
        return status;
    }

    /** Returns the wait that the answer asks for, if any. */
    Optional<Duration> askedWait() {
        return Optional.ofNullable(askedWait);
    }

    private static Optional<Duration> rateLimit(HttpHeaders headers) {
        return headers.firstValue("RateLimit")
                .map(RATE_LIMIT::matcher)
                .filter(Matcher::find)
                .map(found -> Duration.ofSeconds(Long.parseLong(found.group(1))));
    }
}
