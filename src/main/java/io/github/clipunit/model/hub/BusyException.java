package io.github.clipunit.model.hub;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The Hub says to come back later: 429, 408 or 5xx. */
final class BusyException extends IOException {

    private static final long serialVersionUID = 1L;

    /** The Hub's own header: the seconds until the current window of requests ends. */
    private static final Pattern RATE_LIMIT = Pattern.compile("r=0\\b.*?;\\s*t=(\\d+)");

    private final int status;
    private final @Nullable Duration askedWait;

    BusyException(int status, HttpHeaders headers, Instant now) {
        super("HTTP " + status);
        this.status = status;
        this.askedWait = retryAfter(headers, now).or(() -> rateLimit(headers)).orElse(null);
    }

    static boolean is(int status) {
        return status == 429 || status == 408 || status >= 500;
    }

    int status() {
        return status;
    }

    /** How long it asks to wait, if it says. */
    Optional<Duration> askedWait() {
        return Optional.ofNullable(askedWait);
    }

    /** RFC 9110, section 10.2.3: seconds, or a date. */
    private static Optional<Duration> retryAfter(HttpHeaders headers, Instant now) {
        return headers.firstValue("Retry-After").map(String::strip).flatMap(text -> {
            if (text.matches("\\d{1,9}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
            }
            try {
                Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                Duration wait = Duration.between(now, then);
                return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }

    private static Optional<Duration> rateLimit(HttpHeaders headers) {
        return headers.firstValue("RateLimit")
                .map(RATE_LIMIT::matcher)
                .filter(Matcher::find)
                .map(found -> Duration.ofSeconds(Long.parseLong(found.group(1))));
    }
}
