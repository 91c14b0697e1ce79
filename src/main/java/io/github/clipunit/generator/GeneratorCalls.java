package io.github.clipunit.generator;

import io.github.clipunit.internal.Demands;
import io.github.clipunit.internal.Secrets;
import io.github.clipunit.internal.VisibleText;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rules for calls of a generator: which exceptions are refusals, which are outages, and how often to retry after an
 * outage. Refusals and outages say nothing about picture quality, so they end a test differently from a bad picture.
 *
 * <pre><code class="java">
 * GeneratorCalls.once().retrying(3, Duration.ofSeconds(2)).refusedIfEmpty();
 * </code></pre>
 *
 * <p>The exceptions of OpenAI's own client, Spring AI, LangChain4j, Google's client and {@code java.net.http} are
 * known: 429, 408, 5xx, timeouts and lost connections are outages, and the codes of content filters are refusals. All
 * other exceptions of a generator are rethrown. Instances are immutable.
 */
public final class GeneratorCalls {

    /** The longest wait. A generator that asks for a longer one does not expect another call from the same test. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    private static final int SHOWN = 400;
    private static final String REFUSED =
            "\na refusal says nothing about picture quality: change the prompt, or ask the operator of its content"
                    + " filter";
    private static final String LATER = "\nan outage says nothing about picture quality: try again later; "
            + GeneratorSettings.UNAVAILABLE.name() + " = abort aborts such tests instead of failing them";

    private final int attempts;
    private final Duration pause;
    private final Predicate<Throwable> refusals;
    private final Predicate<Throwable> outages;
    private final boolean isEmptyRefusal;

    private GeneratorCalls(
            int attempts,
            Duration pause,
            Predicate<Throwable> refusals,
            Predicate<Throwable> outages,
            boolean isEmptyRefusal) {
        this.attempts = attempts;
        this.pause = pause;
        this.refusals = refusals;
        this.outages = outages;
        this.isEmptyRefusal = isEmptyRefusal;
    }

    /** Returns rules for a single call, with the refusals and outages of known clients. */
    public static GeneratorCalls once() {
        return new GeneratorCalls(1, Duration.ZERO, ClientFault::isRefusal, ClientFault::isOutage, false);
    }

    /**
     * Returns the same rules with retries after outages. Clients that retry by themselves do so within each attempt.
     *
     * @param attempts the total number of attempts, at least 1
     * @param pause the wait before the second attempt, which doubles before each further one; if the generator asks for
     *     another wait ({@code Retry-After}), that is used, up to two minutes
     * @throws IllegalArgumentException if there is no attempt, or the pause is negative
     */
    public GeneratorCalls retrying(int attempts, Duration pause) {
        Demands.requireAtLeast(1, "attempts", attempts);
        if (Demands.require("pause", pause).isNegative()) {
            throw new IllegalArgumentException("pause [" + pause + "] must not be negative");
        }
        return new GeneratorCalls(attempts, pause, refusals, outages, isEmptyRefusal);
    }

    /** Returns the same rules with more exceptions that are refusals. */
    public GeneratorCalls refusedIf(Predicate<? super Throwable> refusal) {
        Demands.require("refusal", refusal);
        return new GeneratorCalls(
                attempts, pause, thrown -> refusal.test(thrown) || refusals.test(thrown), outages, isEmptyRefusal);
    }

    /**
     * Returns the same rules, by which null, an empty list and too few pictures are refusals, as some content filters
     * answer.
     */
    public GeneratorCalls refusedIfEmpty() {
        return new GeneratorCalls(attempts, pause, refusals, outages, true);
    }

    /** Returns the same rules with more exceptions that are outages. */
    public GeneratorCalls unavailableIf(Predicate<? super Throwable> outage) {
        Demands.require("outage", outage);
        return new GeneratorCalls(
                attempts, pause, refusals, thrown -> outage.test(thrown) || outages.test(thrown), isEmptyRefusal);
    }

    /**
     * A call of a generator.
     *
     * @hidden
     */
    @FunctionalInterface
    public interface Call<T, X extends Exception> {
        /** Returns the picture or pictures. */
        @Nullable
        T make() throws X;
    }

    /**
     * Calls a generator.
     *
     * @param log counts the calls
     * @param who the generator's name in messages, such as {@code the generator at seed [3]}
     * @param least the required number of pictures
     * @param kept returns the end of an error message, such as the place where earlier pictures are kept
     * @throws GeneratorRefusedException if it refused
     * @throws GeneratorUnavailableException if it was unavailable at each attempt
     * @throws IllegalArgumentException if it returned too few pictures
     * @throws X any other exception that it throws
     * @hidden
     */
    public <T, X extends Exception> T make(
            CallLog log, String who, int least, Function<@Nullable Object, String> kept, Call<T, X> call) throws X {
        Duration wait = pause;
        for (int attempt = 1; ; attempt++) {
            T given;
            log.begin(who);
            try {
                given = call.make();
            } catch (Exception e) {
                if (isTold(e)) {
                    log.takeBack(); // the inner call was counted
                    throw e;
                }
                if (is(refusals, e)) {
                    log.refused();
                    throw new GeneratorRefusedException(
                            who + " refused: " + words(e) + REFUSED + kept.apply(null), e, true);
                }
                if (ClientFault.isEmpty(e)) {
                    throw tooFew(log, who + " gave no picture (" + words(e) + ")", e, kept.apply(null));
                }
                if (!is(outages, e)) {
                    throw e;
                }
                log.unavailable();
                Optional<Duration> asked = ClientFault.askedWait(e, Instant.now());
                boolean isLast = attempt == attempts || !ClientFault.mayPass(e);
                if (isLast || !sleep(asked.orElse(wait))) {
                    String times = attempt == 1 ? "" : " after " + attempt + " attempts";
                    throw new GeneratorUnavailableException(
                            who + " is unavailable" + times + ": " + words(e) + LATER + kept.apply(null),
                            asked.orElse(null),
                            e,
                            true);
                }
                wait = wait.multipliedBy(2);
                continue;
            }
            int came = count(given);
            if (given != null && came >= least) {
                return given;
            }
            String gave = who + " gave " + (came == 0 ? "no picture" : came + " of " + least + " pictures");
            throw tooFew(log, gave, null, kept.apply(given));
        }
    }

    /** Applies a test's own predicate; if the predicate throws, the generator's exception is not lost. */
    private static boolean is(Predicate<Throwable> kind, Exception thrown) {
        try {
            return kind.test(thrown);
        } catch (RuntimeException e) {
            e.addSuppressed(thrown);
            throw e;
        }
    }

    private RuntimeException tooFew(CallLog log, String gave, @Nullable Exception cause, String kept) {
        if (isEmptyRefusal) {
            log.refused();
            return new GeneratorRefusedException(gave + REFUSED + kept, cause, true);
        }
        return new IllegalArgumentException(
                gave + ": if that is how it refuses, use GeneratorCalls.refusedIfEmpty()" + kept, cause);
    }

    /** Returns whether an inner call classified the exception, such as that of a cassette in a sampled generator. */
    private static boolean isTold(Exception thrown) {
        return (thrown instanceof GeneratorRefusedException refused && refused.isTold())
                || (thrown instanceof GeneratorUnavailableException unavailable && unavailable.isTold());
    }

    /** Returns the number of pictures; null, nulls in a list and empty arrays do not count. */
    private static int count(@Nullable Object given) {
        if (given instanceof Collection<?> all) {
            return (int) all.stream().filter(Objects::nonNull).count();
        }
        return given == null || (given instanceof byte[] bytes && bytes.length == 0) ? 0 : 1;
    }

    /** Waits and returns true, or returns false if the wait is too long or the test is to end. */
    private static boolean sleep(Duration wait) {
        if (wait.compareTo(LONGEST_WAIT) > 0) {
            return false;
        }
        try {
            Thread.sleep(Math.max(0, wait.toMillis()));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Returns the exception as one line without secrets.
     *
     * @hidden
     */
    public static String words(Throwable thrown) {
        String said = VisibleText.onOneLine(
                Secrets.without(String.valueOf(thrown.getMessage())).strip());
        return thrown.getClass().getSimpleName() + ": "
                + (said.length() <= SHOWN ? said : said.substring(0, SHOWN) + "\u2026");
    }
}
