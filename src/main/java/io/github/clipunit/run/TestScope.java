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
 * What a running test supplies to the assertions: its scorer, settings and identity, and where its checks are told. The
 * extension opens one around each test and each class; tests themselves need not know of it.
 *
 * @hidden
 */
public final class TestScope implements AutoCloseable {

    private static final String NO_TEST = "no CLIP scorer is current, as this code belongs to no test: put @ClipTest on"
            + " the test class or method; on a thread of a test's own, name the test method's ClipScorer parameter with"
            + " assertThat(image).scoredBy(scorer)";

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
     * @param scorer what {@code assertThat(image)} scores with
     * @param settings the run's settings
     * @param identity which test it is
     * @param listener is told of each check as its verdict falls, on the thread that asked
     */
    public static TestScope open(
            ClipScorer scorer, Settings settings, TestIdentity identity, Consumer<Check> listener) {
        return new TestScope(null, scorer, settings, identity, listener);
    }

    /** A scorer for code that runs before any scope is open, such as a constructor of all tests: no one's to close. */
    public static ClipScorer beforeAnyScope(ClipScorer scorer) {
        return new TestScorer(null, scorer);
    }

    /** Opens a scope inside this one: a test's inside that of its class, as {@link #open}. */
    public TestScope openInside(ClipScorer scorer, Settings settings, TestIdentity identity, Consumer<Check> listener) {
        return new TestScope(this, scorer, settings, identity, listener);
    }

    /** Calls code that belongs to this scope, on whatever thread. */
    public <T> T call(Code<T> code) throws Throwable {
        ThreadBinding before = ThreadBinding.enterCall(this);
        try {
            return code.run();
        } finally {
            ThreadBinding.leave(before);
        }
    }

    /** The scope of the code that calls; empty on a thread of the test's own making, where it cannot be told. */
    public static Optional<TestScope> current() {
        return ThreadBinding.current().filter(scope -> !scope.isClosed);
    }

    /**
     * The scope that an assertion belongs to: that of the test which the scorer was given to, else that of the code that
     * calls.
     *
     * @throws IllegalStateException if that test is over, or a scorer given to a whole class does not tell which test it is;
     *     the message says what to do
     */
    public static Optional<TestScope> of(ClipScorer scorer) {
        Optional<TestScope> own = owner(scorer);
        return own.isPresent() ? own : current();
    }

    /** The test that a scorer was given to; none where it was given to no test. */
    private static Optional<TestScope> owner(ClipScorer scorer) {
        return scorer instanceof TestScorer own
                ? Optional.ofNullable(own.scope()).map(TestScope::forCaller)
                : Optional.empty();
    }

    /** What is given to a constructor or for a whole class stands for the test that runs here. */
    private TestScope forCaller() {
        if (identity.testMethod().isEmpty()) {
            Optional<TestScope> here = current();
            if (here.isPresent() && here.get().isInside(this)) {
                return here.get();
            }
            if (inside.get() > 0) {
                throw new IllegalStateException(
                        "the scorer of class [" + identity.selector() + "] does not tell which of"
                                + " its tests this thread belongs to: take a ClipScorer parameter in the test method, and name it"
                                + " with assertThat(image).scoredBy(scorer)");
            }
        }
        if (isClosed) {
            throw new IllegalStateException(
                    "[" + identity.selector() + "] is over, but its scorer was asked again: wait"
                            + " in the test for the threads that it starts, and let each test take its own ClipScorer parameter");
        }
        return this;
    }

    private boolean isInside(TestScope scope) {
        return this == scope || (around != null && around.isInside(scope));
    }

    /** Whether the code that calls is the test's own, in the order in which the test is written. */
    public boolean isHere() {
        return current().filter(scope -> scope == this).isPresent();
    }

    /**
     * The scorer for an assertion that names none; it knows the test it was given to.
     *
     * @throws IllegalStateException if the code that calls belongs to no test; the message says what to do
     */
    public static ClipScorer currentScorer() {
        return scorerOf(current());
    }

    /** As {@link #currentScorer}, of a scope that is already known. */
    public static ClipScorer scorerOf(Optional<TestScope> scope) {
        return scope.orElseThrow(() -> new IllegalStateException(
                        LoadedTwice.explain(TestScope.class).orElse(NO_TEST)))
                .scorer;
    }

    /** The scorer that an assertion goes on with where it names one: a class's stands for the test that runs here. */
    public static ClipScorer named(ClipScorer scorer) {
        return owner(scorer).<ClipScorer>map(scope -> scope.scorer).orElse(scorer);
    }

    /** A scorer that asks another through a third, and still knows the test that the other was given to. */
    public static ClipScorer through(ClipScorer scorer, UnaryOperator<ClipScorer> wrapper) {
        return scorer instanceof TestScorer own
                ? new TestScorer(own.scope(), wrapper.apply(own.scorer()))
                : wrapper.apply(scorer);
    }

    /** The settings of the test that a scorer was given to, or of the JVM outside of one. */
    public static Settings settings(ClipScorer scorer) {
        return of(scorer).map(TestScope::settings).orElseGet(Settings::ofJvm);
    }

    /** The settings of the running test, or of the JVM outside of one. */
    public static Settings currentSettings() {
        return current().map(TestScope::settings).orElseGet(Settings::ofJvm);
    }

    /** The scorer of this test, which knows that it is. */
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

    /** Learns which of its test's invocations this is, as soon as its arguments are known. */
    public void identify(Variant variant) {
        identity = identity.with(variant);
    }

    /** What another room keeps for this test, made as it is first asked for. */
    public <T> T part(Class<T> type, Supplier<T> made) {
        return type.cast(parts.computeIfAbsent(type, key -> made.get()));
    }

    /** The same of this test and of the scopes around it, nearest first, where it was made. */
    public <T> Stream<T> parts(Class<T> type) {
        Stream<T> own = Optional.ofNullable(parts.get(type)).map(type::cast).stream();
        return around == null ? own : Stream.concat(own, around.parts(type));
    }

    /** Has something done when the test is over, in the order in which it was asked for; it is told whether the test passed. */
    public void whenOver(Consumer<Boolean> action) {
        endings.add(action);
    }

    /**
     * Does what was to be done when the test is over; what goes wrong fails the test.
     *
     * @param passed whether all else passed
     */
    public void end(boolean passed) {
        endings.forEach(action -> action.accept(passed));
    }

    /** Tells the listener of a check. */
    public void record(Check check) {
        listener.accept(check);
    }

    /** Notes that the test is bound to fail, or failed when it was tried before. */
    public void noteFailure() {
        hasFailed = true;
    }

    /** Whether the test is bound to fail, or failed when it was tried before. */
    public boolean hasFailed() {
        return hasFailed;
    }

    /** Counts, from 1, how often something was asked for in this test. */
    public int next(String what) {
        return counters.computeIfAbsent(what, key -> new AtomicInteger()).incrementAndGet();
    }

    /**
     * Begins a step that means nothing until another follows, such as {@code matchesPrompt}; the test that it belongs to, if
     * it belongs to one, fails where none follows.
     *
     * @param scorer which the step goes on with
     * @param description what was prepared, as the test wrote it
     * @param lacking what should follow, as the test would write it
     * @return the step, to be marked finished by the check that follows
     */
    public static Step begin(ClipScorer scorer, String description, String lacking) {
        return begin(of(scorer), description, lacking, false);
    }

    /** The same for a step that needs no scorer. */
    public static Step begin(String description, String lacking) {
        return begin(current(), description, lacking, false);
    }

    /**
     * Begins with a picture or a generator, which AssertJ's own assertions may be asked of too: it is only unfinished where no
     * check of clipunit's follows and the test's line does nothing further with it.
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

    /** What was prepared in this scope and never checked, in order. */
    public List<Step> unfinished() {
        return unfinished.stream().filter(Step::isLeft).toList();
    }

    /** Ends the scope; the thread that opened it, which closes it, is back in the one outside. */
    @Override
    public void close() {
        isClosed = true;
        if (around != null) {
            around.inside.decrementAndGet();
        }
        ThreadBinding.leave(outer);
    }

    /**
     * What {@link #call} calls.
     *
     * @hidden
     */
    @FunctionalInterface
    public interface Code<T> {
        /** Runs it. */
        T run() throws Throwable;
    }

    /**
     * A step that means nothing until another follows.
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

        /** The test that it was begun in, as {@link TestScope#current} would have told then. */
        public Optional<TestScope> scope() {
            return scope.filter(open -> !open.isClosed);
        }

        /** What was prepared, as the test wrote it. */
        public String description() {
            return description;
        }

        /** What was prepared, where, and what should follow, such as {@code matchesPrompt("a fox") (FoxTest.java:23): add …}. */
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
