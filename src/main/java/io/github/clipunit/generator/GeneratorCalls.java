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
 * How a generator is called: what counts as a refusal, what as an outage, and how often it is asked again after one. A generator
 * that refuses or is down does not paint worse, so both end a test in another way than a bad picture does.
 *
 * <pre><code class="java">
 * GeneratorCalls.once().retrying(3, Duration.ofSeconds(2)).refusedIfEmpty();
 * </code></pre>
 *
 * <p>What OpenAI's own client, Spring AI, LangChain4j, Google's and {@code java.net.http} throw is known: 429, 408, 5xx, timeouts and
 * lost connections are outages, and the codes of content filters are refusals. All else that a generator throws is thrown on.
 * Immutable.
 */
public final class GeneratorCalls {

    /** Who asks for more does not expect to be asked again by a test. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    private static final int SHOWN = 400;
    private static final String REFUSED =
            "\na refusal says nothing of how well it paints: change the prompt, or ask whoever runs its content filter";
    private static final String LATER = "\nan outage says nothing of how well it paints: try again later; "
            + GeneratorSettings.UNAVAILABLE.name() + " = abort aborts such tests in place of failing them";

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

    /** One call, whose refusals and outages are told as far as the client is known. */
    public static GeneratorCalls once() {
        return new GeneratorCalls(1, Duration.ZERO, ClientFault::isRefusal, ClientFault::isOutage, false);
    }

    /**
     * The same, asking again after an outage. Clients that ask again by themselves do so within each attempt.
     *
     * @param attempts how often to ask in all, at least 1
     * @param pause before the second attempt, and twice as long before each further one; where the generator asks for another wait
     *     ({@code Retry-After}), that is kept, up to two minutes
     * @throws IllegalArgumentException if there is no attempt, or the pause is negative
     */
    public GeneratorCalls retrying(int attempts, Duration pause) {
        Demands.requireAtLeast(1, "attempts", attempts);
        if (Demands.require("pause", pause).isNegative()) {
            throw new IllegalArgumentException("pause [" + pause + "] must not be negative");
        }
        return new GeneratorCalls(attempts, pause, refusals, outages, isEmptyRefusal);
    }

    /** The same, where these exceptions are refusals, too. */
    public GeneratorCalls refusedIf(Predicate<? super Throwable> refusal) {
        Demands.require("refusal", refusal);
        return new GeneratorCalls(
                attempts, pause, thrown -> refusal.test(thrown) || refusals.test(thrown), outages, isEmptyRefusal);
    }

    /** The same, where null, an empty list and too few pictures are refusals, as some content filters answer. */
    public GeneratorCalls refusedIfEmpty() {
        return new GeneratorCalls(attempts, pause, refusals, outages, true);
    }

    /** The same, where these exceptions are outages, too. */
    public GeneratorCalls unavailableIf(Predicate<? super Throwable> outage) {
        Demands.require("outage", outage);
        return new GeneratorCalls(
                attempts, pause, refusals, thrown -> outage.test(thrown) || outages.test(thrown), isEmptyRefusal);
    }

    /**
     * What is called.
     *
     * @hidden
     */
    @FunctionalInterface
    public interface Call<T, X extends Exception> {
        /** The picture or pictures. */
        @Nullable
        T make() throws X;
    }

    /**
     * Calls a generator.
     *
     * @param log counts the calls
     * @param who the generator as messages name it, such as {@code the generator at seed [3]}
     * @param least how many pictures must come
     * @param kept what a message must say further, such as where earlier pictures are kept
     * @throws GeneratorRefusedException if it refused
     * @throws GeneratorUnavailableException if it was unavailable each time
     * @throws IllegalArgumentException if it gave too few pictures
     * @throws X whatever else it throws
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
                    log.takeBack(); // the call within counted itself
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
                    String times = attempt == 1 ? "" : ", asked " + attempt + " times";
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

    /** What a test's own predicate throws must not hide what the generator threw. */
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
                gave + ": if that is how it refuses, say so with GeneratorCalls.refusedIfEmpty()" + kept, cause);
    }

    /** Whether a call within this one said what it is, as that of a cassette within a sampled generator does. */
    private static boolean isTold(Exception thrown) {
        return (thrown instanceof GeneratorRefusedException refused && refused.isTold())
                || (thrown instanceof GeneratorUnavailableException unavailable && unavailable.isTold());
    }

    /** How many pictures came: null, also in a list, and no bytes are none. */
    private static int count(@Nullable Object given) {
        if (given instanceof Collection<?> all) {
            return (int) all.stream().filter(Objects::nonNull).count();
        }
        return given == null || (given instanceof byte[] bytes && bytes.length == 0) ? 0 : 1;
    }

    /** Whether it was worth waiting: not where too long a wait is asked for, or the test is to end. */
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
     * What was thrown, in one line without secrets.
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
