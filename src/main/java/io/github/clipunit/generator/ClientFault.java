package io.github.clipunit.generator;

import io.github.clipunit.image.NoPictureException;
import io.github.clipunit.image.UnreadableImageException;
import io.github.clipunit.internal.RetryAfter;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A classifier of the exceptions of generators' clients that needs none of their classes. It uses the HTTP status that
 * an exception or one of its causes carries, its simple name, and its message. Each pattern was observed in a client
 * that ran against a server.
 */
final class ClientFault {

    private static final int DEEPEST = 12;

    /** RFC 9110 and gateways' additions: 408, 425, 429; the server's own errors are handled separately. */
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);

    /**
     * At the start of a message, a number counts only in the form that clients write, because "512 x 512 is no size"
     * begins with a number too.
     */
    private static final Pattern STATUS =
            Pattern.compile("^([1-5]\\d\\d)(?= ?: | - | [A-Z{\"]|$)|(?:\\bHTTP(?:/[\\d.]+)?[ :]+(?:status[ :]+)?"
                    + "|\\b[Ss]tatus ?[Cc]ode[ :=]+|\\bserver answers )([1-5]\\d\\d)\\b");

    private static final List<String> STATUS_METHODS =
            List.of("statusCode", "getStatusCode", "code", "getRawStatusCode", "httpStatus");

    private static final List<String> HEADER_METHODS = List.of("headers", "getResponseHeaders", "getHeaders");
    private static final List<String> VALUE_METHODS = List.of("values", "firstValue", "getFirst", "get");

    /** The words of content filters: OpenAI and Azure, Google, Stability, Bedrock. */
    private static final Pattern REFUSAL = Pattern.compile(
            "moderation_blocked|content_policy_violation|content_filter|ContentFilter|content_moderation"
                    + "|(?i:safety system|content filters?\\b|responsible ai|flagged (?:as|by)|content policy)"
                    + "|\\b(?:IMAGE_SAFETY|PROHIBITED_CONTENT|IMAGE_PROHIBITED_CONTENT|IMAGE_RECITATION)\\b"
                    + "|(?i:(?:finish|block)_?reason)\\W{1,4}(?:BLOCKLIST|SAFETY|RECITATION|SPII)\\b");

    /** An error about a parameter, whose name may contain any of the words above. */
    private static final Pattern WRONG =
            Pattern.compile("(?i)\\b(?:unknown|unrecognized|invalid|unsupported) (?:parameter|value|argument)");

    /** The statuses of refusals, which may also have none. */
    private static final Set<Integer> REFUSING = Set.of(200, 400, 403, 422, 451);

    private static final Set<String> REFUSAL_NAMES = Set.of("ContentFilteredException");

    /** LangChain4j's exception for Gemini, which does not distinguish a filter's refusal from an answer in words. */
    private static final Set<String> EMPTY_NAMES = Set.of("GeminiImageGenerationException");

    private static final Set<String> OUTAGE_NAMES = Set.of(
            "RateLimitException",
            "InternalServerException",
            "TransientAiException",
            "ResourceAccessException",
            "ThrottlingException",
            "ServiceUnavailableException",
            "TimeoutException",
            "HttpTimeoutException",
            "SocketTimeoutException",
            "ConnectException",
            "UnknownHostException",
            "SocketException",
            "NoRouteToHostException",
            "OpenAIIoException",
            "GenAiIOException");

    /** Failures that do not pass during a test, such as an empty account or a wrong host name. */
    private static final Pattern LASTING = Pattern.compile(
            "insufficient_quota|billing_hard_limit_reached|UnknownHostException|UnresolvedAddressException");

    /** Messages of the JDK's sockets and HTTP client for a broken connection. */
    private static final Pattern LOST =
            Pattern.compile("EOFException|ClosedChannelException|Connection reset|Broken pipe|fixed content-length"
                    + "|chunked transfer|header parser received no bytes|connection closed|GOAWAY");

    /** Failures of {@link io.github.clipunit.image.ClipImage#fetch} because the picture's server is unavailable. */
    private static final Pattern UNFETCHED =
            Pattern.compile("cannot be fetched: (?:the server answers (?:408|425|429|5\\d\\d)|it did not arrive"
                    + " within|java\\.(?:net|io)\\.)");

    private static final Pattern AGAIN = Pattern.compile("(?i)try again in (\\d{1,6}(?:\\.\\d{1,6})?) ?(ms|s)\\b");

    private ClientFault() {}

    /** Returns whether the answer was complete but held no picture. */
    static boolean isEmpty(Throwable thrown) {
        return chain(thrown)
                .anyMatch(one -> one instanceof NoPictureException
                        || EMPTY_NAMES.contains(one.getClass().getSimpleName()));
    }

    /** Returns whether a content filter refused. */
    static boolean isRefusal(Throwable thrown) {
        return chain(thrown)
                .anyMatch(one -> one instanceof GeneratorRefusedException
                        || REFUSAL_NAMES.contains(one.getClass().getSimpleName())
                        || (REFUSAL.matcher(text(one)).find()
                                && !WRONG.matcher(text(one)).find()
                                && REFUSING.contains(status(thrown).orElse(200))));
    }

    /** Returns whether the generator may answer later. */
    static boolean isOutage(Throwable thrown) {
        if (chain(thrown).anyMatch(GeneratorUnavailableException.class::isInstance)) {
            return true;
        }
        OptionalInt status = status(thrown);
        if (status.isPresent()) {
            return PASSING.contains(status.getAsInt()) || status.getAsInt() >= 500;
        }
        return chain(thrown)
                .anyMatch(one -> one instanceof HttpTimeoutException
                        || one instanceof TimeoutException
                        || OUTAGE_NAMES.contains(one.getClass().getSimpleName())
                        || (one instanceof IOException
                                && LOST.matcher(one.toString()).find())
                        || isUnfetched(one));
    }

    /** Returns whether the generator is worth another call soon. */
    static boolean mayPass(Throwable thrown) {
        return !isLasting(thrown) && chain(thrown).noneMatch(ClientFault::isUnfetched);
    }

    /** Returns whether waiting is useless. */
    static boolean isLasting(Throwable thrown) {
        return chain(thrown)
                .anyMatch(one -> LASTING.matcher(one + " " + text(one)).find());
    }

    /**
     * Returns whether a picture was generated and only its server is unavailable; calling the generator again would
     * cost again.
     */
    private static boolean isUnfetched(Throwable one) {
        return one instanceof UnreadableImageException
                && UNFETCHED.matcher(text(one)).find();
    }

    /** Returns the wait that the generator asks for, by {@code Retry-After} (RFC 9110, section 10.2.3) or in words. */
    static Optional<Duration> askedWait(Throwable thrown, Instant now) {
        return chain(thrown)
                .flatMap(one -> Stream.of(
                        one instanceof GeneratorUnavailableException own
                                ? own.askedWait()
                                : header(one).flatMap(value -> wait(value, now)),
                        words(one)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Reads a wait in seconds, which some servers give with decimals, or a date. */
    private static Optional<Duration> wait(String value, Instant now) {
        return value.matches("\\d{1,9}\\.\\d{1,9}")
                ? Optional.of(Duration.ofMillis(Math.round(1000 * Double.parseDouble(value))))
                : RetryAfter.read(value, now);
    }

    private static Optional<Duration> words(Throwable thrown) {
        Matcher again = AGAIN.matcher(text(thrown));
        return again.find()
                ? Optional.of(Duration.ofMillis(Math.round(Double.parseDouble(again.group(1))
                        * (again.group(2).toLowerCase(Locale.ROOT).equals("s") ? 1000 : 1))))
                : Optional.empty();
    }

    /** Returns the HTTP status that an exception carries or mentions, the outermost first. */
    private static OptionalInt status(Throwable thrown) {
        return chain(thrown)
                .map(one -> ownStatus(one).orElseGet(() -> said(one)))
                .filter(status -> status > 0)
                .mapToInt(Integer::intValue)
                .findFirst();
    }

    private static Optional<Integer> ownStatus(Throwable one) {
        return STATUS_METHODS.stream()
                .map(name -> call(one, name))
                .map(ClientFault::number)
                .filter(status -> status >= 100 && status < 600)
                .findFirst();
    }

    private static int said(Throwable one) {
        Matcher said = STATUS.matcher(text(one));
        return said.find() ? Integer.parseInt(said.group(1) == null ? said.group(2) : said.group(1)) : 0;
    }

    /** Reads a status as a number; Spring has a class for it, with {@code value()}. */
    private static int number(@Nullable Object status) {
        if (status instanceof Number number) {
            return number.intValue();
        }
        return status == null ? 0 : call(status, "value") instanceof Number number ? number.intValue() : 0;
    }

    private static Optional<String> header(Throwable one) {
        return HEADER_METHODS.stream()
                .map(name -> call(one, name))
                .filter(Objects::nonNull)
                .flatMap(headers -> VALUE_METHODS.stream().map(name -> call(headers, name, "Retry-After")))
                .flatMap(ClientFault::texts)
                .map(String::strip)
                .findFirst();
    }

    private static Stream<String> texts(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.stream().map(String::valueOf);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf);
        }
        return value instanceof String text ? Stream.of(text) : Stream.empty();
    }

    /** Returns the result of a public method of a public type, or null if there is none. */
    private static @Nullable Object call(Object target, String name, String... arguments) {
        Class<?>[] types = Stream.of(arguments).map(one -> String.class).toArray(Class<?>[]::new);
        for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
            Optional<Object> given = Stream.concat(Stream.of(type), Stream.of(type.getInterfaces()))
                    .flatMap(shown -> call(shown, target, name, types, arguments).stream())
                    .findFirst();
            if (given.isPresent()) {
                return given.get();
            }
        }
        return null;
    }

    private static Optional<Object> call(
            Class<?> type, Object target, String name, Class<?>[] types, String[] arguments) {
        try {
            Method method = type.getMethod(name, types);
            return Optional.ofNullable(method.invoke(target, (Object[]) arguments));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Optional.empty(); // this type has no such method, or it is not accessible
        }
    }

    private static Stream<Throwable> chain(Throwable thrown) {
        return Stream.<@Nullable Throwable>iterate(thrown, one -> one == null ? null : one.getCause())
                .takeWhile(Objects::nonNull)
                .limit(DEEPEST)
                .map(Objects::requireNonNull);
    }

    /** Returns its message, with the code that OpenAI's own client keeps separately. */
    private static String text(Throwable thrown) {
        return Stream.concat(Stream.of(String.valueOf(thrown.getMessage())), texts(call(thrown, "code")))
                .collect(Collectors.joining(" "));
    }
}
