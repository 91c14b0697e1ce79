package io.github.clipunit.run;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.check.Check;
import io.github.clipunit.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a running test supplies to the assertions: its scorer, settings and identity, and where its checks are told. The
 * extension opens one around each test and each class; tests themselves need not know of it.
 *
 * @hidden
 */
public final class TestScope implements AutoCloseable {

    private static final ScopeRegistry REGISTRY = new ScopeRegistry();

    private final ClipScorer scorer;
    private final Settings settings;
    private final TestIdentity identity;
    private final Consumer<Check> listener;
    private final ConcurrentLinkedQueue<Step> unfinished = new ConcurrentLinkedQueue<>();
    private final ConcurrentHashMap<String, AtomicInteger> counters = new ConcurrentHashMap<>();
    private final @Nullable TestScope outer;
    private final Thread thread;

    private TestScope(ClipScorer scorer, Settings settings, TestIdentity identity, Consumer<Check> listener) {
        this.scorer = scorer;
        this.settings = settings;
        this.identity = identity;
        this.listener = listener;
        this.thread = Thread.currentThread();
        this.outer = REGISTRY.enter(this);
    }

    /**
     * Opens a scope on this thread, inside the one that is open.
     *
     * @param scorer what {@code assertThat(image)} scores with
     * @param settings the run's settings
     * @param identity which test it is
     * @param listener is told of each check as its verdict falls, on the thread that asked
     */
    public static TestScope open(
            ClipScorer scorer, Settings settings, TestIdentity identity, Consumer<Check> listener) {
        return new TestScope(scorer, settings, identity, listener);
    }

    /** The scope of this thread; on a thread of the test's own making, that of the one running test, if it is one. */
    public static Optional<TestScope> current() {
        return REGISTRY.current();
    }

    /**
     * The scorer for an assertion that names none.
     *
     * @throws IllegalStateException if no extension supplies one, or several models are in use and this thread belongs to
     *     no test; the message says what to do
     */
    public static ClipScorer currentScorer() {
        return REGISTRY.scorer();
    }

    /** The settings of the running test, or of the JVM outside of one. */
    public static Settings currentSettings() {
        return current().map(TestScope::settings).orElseGet(Settings::ofJvm);
    }

    /** Makes a scorer known to threads that belong to no test, until it is retired. */
    public static void announce(ClipScorer scorer) {
        REGISTRY.announce(scorer);
    }

    /** Makes a scorer unknown again. */
    public static void retire(ClipScorer scorer) {
        REGISTRY.retire(scorer);
    }

    /** The scorer of this test. */
    public ClipScorer scorer() {
        return scorer;
    }

    /** The run's settings. */
    public Settings settings() {
        return settings;
    }

    /** Which test this is. */
    public TestIdentity identity() {
        return identity;
    }

    /** Tells the listener of a check. */
    public void record(Check check) {
        listener.accept(check);
    }

    /** Counts, from 1, how often something was asked for in this test. */
    public int next(String what) {
        return counters.computeIfAbsent(what, key -> new AtomicInteger()).incrementAndGet();
    }

    /**
     * Begins a step that means nothing until another follows, such as {@code matchesPrompt}; the test that runs here, if one
     * does, fails where none follows.
     *
     * @param description what was prepared, as the test wrote it
     * @return the step, to be marked finished by the check that follows
     */
    public static Step begin(String description) {
        Step step = new Step(description);
        current().ifPresent(scope -> scope.unfinished.add(step));
        return step;
    }

    /** What was prepared in this scope and never checked, in order. */
    public List<String> unfinished() {
        List<String> left = new ArrayList<>();
        for (Step step : unfinished) {
            if (!step.finished) {
                left.add(step.description);
            }
        }
        return left;
    }

    /** Ends the scope; the thread that opened it is back in the one outside. */
    @Override
    public void close() {
        REGISTRY.leave(this, thread, outer);
    }

    /**
     * A step that means nothing until another follows.
     *
     * @hidden
     */
    public static final class Step {
        private final String description;
        private volatile boolean finished;

        private Step(String description) {
            this.description = description;
        }

        /** Marks that a check followed. */
        public void finish() {
            finished = true;
        }
    }
}
