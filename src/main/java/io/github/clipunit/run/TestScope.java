package io.github.clipunit.run;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.check.Check;
import io.github.clipunit.internal.CallSite;
import io.github.clipunit.settings.Settings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The context that a running test gives its assertions: its scorer, settings and identity, and the listener for its
 * checks. The extension opens one around each test and each class; tests themselves do not see it.
 *
 * @hidden
 */
public final class TestScope implements AutoCloseable {

    private static final String NO_TEST =
            "there is no current CLIP scorer, because this code belongs to no test: put @ClipTest on"
                    + " the test class or method; on a thread that a test starts, pass the test method's ClipScorer"
                    + " parameter to assertThat(image).scoredBy(scorer)";

    private final TestScorer scorer;
    private final Settings settings;
    private volatile TestIdentity identity;
    private final Consumer<Check> listener;
    private final ConcurrentLinkedQueue<Step> unfinished = new ConcurrentLinkedQueue<>();
    private final ConcurrentHashMap<String, AtomicInteger> counters = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Class<?>, Object> parts = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Consumer<Boolean>> endings = new ConcurrentLinkedQueue<>();
    private final @Nullable TestScope around;
    private final AtomicInteger inside = new AtomicInteger();
    private final @Nullable ThreadBinding outer;
    private volatile boolean isClosed;
    private volatile boolean hasFailed;

    private TestScope(
            @Nullable TestScope around,
            ClipScorer scorer,
            Settings settings,
            TestIdentity identity,
            Consumer<Check> listener) {
        this.around = around;
        this.scorer = new TestScorer(this, scorer instanceof TestScorer given ? given.scorer() : scorer);
        this.settings = settings;
        this.identity = identity;
        this.listener = listener;
        if (around != null) {
            around.inside.incrementAndGet();
        }
        this.outer = ThreadBinding.enter(this);
    }

    /**
     * Opens a scope, and binds this thread to it until it is closed.
     *
     * @param scorer the scorer of {@code assertThat(image)}
     * @param settings the run's settings
     * @param identity the test
     * @param listener receives each check as soon as its verdict is known, on the thread of the assertion
     */
    public static TestScope open(
            ClipScorer scorer, Settings settings, TestIdentity identity, Consumer<Check> listener) {
        return new TestScope(null, scorer, settings, identity, listener);
    }

    /** Returns a scorer for code that runs before any scope is open, such as a constructor; tests cannot close it. */
    public static ClipScorer beforeAnyScope(ClipScorer scorer) {
        return new TestScorer(null, scorer);
    }

    /** Opens a scope inside this one, such as a test's inside that of its class, as {@link #open} does. */
    public TestScope openInside(ClipScorer scorer, Settings settings, TestIdentity identity, Consumer<Check> listener) {
        return new TestScope(this, scorer, settings, identity, listener);
    }

    /** Calls code that belongs to this scope, on any thread. */
    public <T> T call(Code<T> code) throws Throwable {
        ThreadBinding before = ThreadBinding.enterCall(this);
        try {
            return code.run();
        } finally {
            ThreadBinding.leave(before);
        }
    }

    /**
     * Returns the scope of the calling code; empty on threads that a test starts itself, because it is unknown there.
     */
    public static Optional<TestScope> current() {
        return ThreadBinding.current().filter(scope -> !scope.isClosed);
    }

    /**
     * Returns the scope that an assertion belongs to: that of the test that received the scorer, or else that of the
     * calling code.
     *
     * @throws IllegalStateException if that test is over, or if the scorer of a whole class does not identify the test;
     *     the message says what to do
     */
    public static Optional<TestScope> of(ClipScorer scorer) {
        Optional<TestScope> own = owner(scorer);
        return own.isPresent() ? own : current();
    }

    /** Returns the test that received a scorer, or empty if no test did. */
    private static Optional<TestScope> owner(ClipScorer scorer) {
        return scorer instanceof TestScorer own
                ? Optional.ofNullable(own.scope()).map(TestScope::forCaller)
                : Optional.empty();
    }

    /** Returns the scope of the running test for a scorer that was given to a constructor or a whole class. */
    private TestScope forCaller() {
        if (identity.testMethod().isEmpty()) {
            Optional<TestScope> here = current();
            if (here.isPresent() && here.get().isInside(this)) {
                return here.get();
            }
            if (inside.get() > 0) {
                throw new IllegalStateException(
                        "the scorer of class [" + identity.selector() + "] does not identify which of"
                                + " its tests this thread belongs to: take a ClipScorer parameter in the test method,"
                                + " and pass it to assertThat(image).scoredBy(scorer)");
            }
        }
        if (isClosed) {
            throw new IllegalStateException(
                    "[" + identity.selector() + "] is over, but its scorer was used again: wait"
                            + " in the test for the threads that it starts, and let each test take its own ClipScorer parameter");
        }
        return this;
    }

    private boolean isInside(TestScope scope) {
        return this == scope || (around != null && around.isInside(scope));
    }

    /** Returns whether the calling code runs in the test itself, in program order. */
    public boolean isHere() {
        return current().filter(scope -> scope == this).isPresent();
    }

    /**
     * Returns the scorer for an assertion that names none; it knows the test that it belongs to.
     *
     * @throws IllegalStateException if the calling code belongs to no test; the message says what to do
     */
    public static ClipScorer currentScorer() {
        return scorerOf(current());
    }

    /** Does the same as {@link #currentScorer}, for a known scope. */
    public static ClipScorer scorerOf(Optional<TestScope> scope) {
        return scope.orElseThrow(() -> new IllegalStateException(
                        LoadedTwice.explain(TestScope.class).orElse(NO_TEST)))
                .scorer;
    }

    /** Returns the scorer for an assertion that names one; for a class's scorer, that of the running test. */
    public static ClipScorer named(ClipScorer scorer) {
        return owner(scorer).<ClipScorer>map(scope -> scope.scorer).orElse(scorer);
    }

    /** Returns a scorer that is wrapped in another and still knows the test that it belongs to. */
    public static ClipScorer through(ClipScorer scorer, UnaryOperator<ClipScorer> wrapper) {
        return scorer instanceof TestScorer own
                ? new TestScorer(own.scope(), wrapper.apply(own.scorer()))
                : wrapper.apply(scorer);
    }

    /** Returns the settings of the test that received a scorer, or of the JVM outside of a test. */
    public static Settings settings(ClipScorer scorer) {
        return of(scorer).map(TestScope::settings).orElseGet(Settings::ofJvm);
    }

    /** Returns the settings of the running test, or of the JVM outside of a test. */
    public static Settings currentSettings() {
        return current().map(TestScope::settings).orElseGet(Settings::ofJvm);
    }

    /** Returns the scorer of this test, which knows the test that it belongs to. */
    public ClipScorer scorer() {
        return scorer;
    }

    /** Returns the run's settings. */
    public Settings settings() {
        return settings;
    }

    /** Returns the identity of this test. */
    public TestIdentity identity() {
        return identity;
    }

    /** Sets the variant of this test as soon as its arguments are known. */
    public void identify(Variant variant) {
        identity = identity.with(variant);
    }

    /** Returns an object that another package keeps for this test, created when it is first needed. */
    public <T> T part(Class<T> type, Supplier<T> made) {
        return type.cast(parts.computeIfAbsent(type, key -> made.get()));
    }

    /** Returns the existing objects of that type of this test and of the scopes around it, nearest first. */
    public <T> Stream<T> parts(Class<T> type) {
        Stream<T> own = Optional.ofNullable(parts.get(type)).map(type::cast).stream();
        return around == null ? own : Stream.concat(own, around.parts(type));
    }

    /** Registers an action to run when the test is over; actions run in order, and receive whether the test passed. */
    public void whenOver(Consumer<Boolean> action) {
        endings.add(action);
    }

    /**
     * Runs the registered actions after the test; an exception of theirs fails the test.
     *
     * @param passed whether everything else passed
     */
    public void end(boolean passed) {
        endings.forEach(action -> action.accept(passed));
    }

    /** Passes a check to the listener. */
    public void record(Check check) {
        listener.accept(check);
    }

    /** Notes that the test is bound to fail, or failed at an earlier attempt. */
    public void noteFailure() {
        hasFailed = true;
    }

    /** Returns whether the test is bound to fail, or failed at an earlier attempt. */
    public boolean hasFailed() {
        return hasFailed;
    }

    /** Counts, from 1, the calls with this argument in this test. */
    public int next(String what) {
        return counters.computeIfAbsent(what, key -> new AtomicInteger()).incrementAndGet();
    }

    /**
     * Begins a step that needs another to follow, such as {@code matchesPrompt}. If it belongs to a test and none
     * follows, that test fails.
     *
     * @param scorer the scorer of the step
     * @param description the prepared step, as the test wrote it
     * @param lacking the step that should follow, as the test would write it
     * @return the step, to be marked finished by the check that follows
     */
    public static Step begin(ClipScorer scorer, String description, String lacking) {
        return begin(of(scorer), description, lacking, false);
    }

    /** Begins a step that needs no scorer. */
    public static Step begin(String description, String lacking) {
        return begin(current(), description, lacking, false);
    }

    /**
     * Begins with a picture or a generator, to which AssertJ's own assertions may be applied too. The step is
     * unfinished only if no check of clipunit follows and the test's line does nothing else with it.
     */
    public static Step start(String description, String lacking) {
        return begin(current(), description, lacking, true);
    }

    private static Step begin(Optional<TestScope> scope, String description, String lacking, boolean isStart) {
        Step step =
                new Step(scope, description, lacking, isStart, scope.isPresent() ? CallSite.here() : Optional.empty());
        scope.ifPresent(open -> open.unfinished.add(step));
        return step;
    }

    /** Returns the steps of this scope that no check followed, in order. */
    public List<Step> unfinished() {
        return unfinished.stream().filter(Step::isLeft).toList();
    }

    /** Ends the scope; the opening thread, which must be the one that closes it, returns to the outer scope. */
    @Override
    public void close() {
        isClosed = true;
        if (around != null) {
            around.inside.decrementAndGet();
        }
        ThreadBinding.leave(outer);
    }

    /**
     * The code for {@link #call}.
     *
     * @hidden
     */
    @FunctionalInterface
    public interface Code<T> {
        /** Runs the code. */
        T run() throws Throwable;
    }

    /**
     * A step that needs another to follow.
     *
     * @hidden
     */
    public static final class Step {
        private static final Set<String> STARTS = Set.of(
                "assertThat",
                "assertThatImage",
                "assertThatImages",
                "assertThatGenerator",
                "scoredBy",
                "judgedBy",
                "calledWith",
                "as",
                "describedAs",
                "withFailMessage",
                "overridingErrorMessage");

        private final Optional<TestScope> scope;
        private final String description;
        private final String lacking;
        private final boolean isStart;
        private final Optional<CallSite> place;
        private volatile boolean finished;

        private Step(
                Optional<TestScope> scope,
                String description,
                String lacking,
                boolean isStart,
                Optional<CallSite> place) {
            this.scope = scope;
            this.description = description;
            this.lacking = lacking;
            this.isStart = isStart;
            this.place = place;
        }

        private boolean isLeft() {
            return !finished
                    && (!isStart || place.filter(line -> line.drops(STARTS)).isPresent());
        }

        /** Returns the test in which it began, as {@link TestScope#current} returned it then. */
        public Optional<TestScope> scope() {
            return scope.filter(open -> !open.isClosed);
        }

        /** Returns the prepared step, as the test wrote it. */
        public String description() {
            return description;
        }

        /**
         * Returns the step, its line, and the step that should follow: {@code matchesPrompt("a fox") (FoxTest.java:23):
         * add …}.
         */
        @Override
        public String toString() {
            return description + place.map(line -> " " + line).orElse("") + ": add " + lacking;
        }

        /** Marks that a check followed. */
        public void finish() {
            finished = true;
        }
    }
}
