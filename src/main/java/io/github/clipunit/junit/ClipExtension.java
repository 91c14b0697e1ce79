package io.github.clipunit.junit;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.generator.GeneratorSettings;
import io.github.clipunit.generator.GeneratorUnavailableException;
import io.github.clipunit.golden.store.GoldenAnnotations;
import io.github.clipunit.golden.verdict.Goldens;
import io.github.clipunit.internal.Demands;
import io.github.clipunit.judge.Answers;
import io.github.clipunit.judge.PictureJudge;
import io.github.clipunit.report.data.TestLabel;
import io.github.clipunit.report.data.TestOutcome;
import io.github.clipunit.report.data.TestStatus;
import io.github.clipunit.run.CheckListener;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.run.TestScope;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestWatcher;
import org.opentest4j.TestAbortedException;

/**
 * Opens a scope around each test and each class, supplies the scorer, and fails tests that leave a check unfinished.
 *
 * <p>{@link ClipTest} registers the extension with the model that the annotation or the settings name. A field
 * registers it with your own scorer, for the tests of its class and of its nested classes:
 *
 * <pre><code class="java">
 * &#64;RegisterExtension
 * static final ClipExtension clip = ClipExtension.scoredBy(new RemoteScorer(service));
 * </code></pre>
 *
 * <p>If both are present, the nearest counts: an annotation on the method takes precedence over a field of the class,
 * and the field takes precedence over an annotation on the same class or an enclosing one. An instance field serves
 * tests and the methods that run before and after each, but not constructors or methods that run once per class.
 */
public final class ClipExtension
        implements BeforeAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                AfterAllCallback,
                ParameterResolver,
                InvocationInterceptor,
                TestWatcher {

    private static final Namespace NAMESPACE = Namespace.create(ClipExtension.class);

    private final @Nullable ClipScorer scorer;
    private final @Nullable PictureJudge judge;
    private final List<CheckListener> listeners;

    /** Creates the extension that {@link ClipTest} registers. Start here for an extension that only has a listener. */
    public ClipExtension() {
        this(null, null, List.of());
    }

    private ClipExtension(@Nullable ClipScorer scorer, @Nullable PictureJudge judge, List<CheckListener> listeners) {
        this.scorer = scorer;
        this.judge = judge;
        this.listeners = listeners;
    }

    /**
     * Creates an extension that supplies your own scorer to parameters of type {@link ClipScorer}, assertions, goldens
     * and the report. The scorer is used as it is: if it is asked for the same embedding twice, it computes it twice,
     * unless {@link io.github.clipunit.cache.CachingScorer#inMemory} wraps it.
     *
     * @param scorer never closed by the extension, because other code may use it too
     */
    public static ClipExtension scoredBy(ClipScorer scorer) {
        return new ClipExtension(Demands.require("scorer", scorer), null, List.of());
    }

    /**
     * Creates an extension that supplies a judge of pictures to the class's assertions. The scorer is that of the
     * settings or of {@link ClipTest}; to set both, use {@code ClipExtension.scoredBy(scorer).withJudge(judge)}.
     *
     * @param judge never closed by the extension
     */
    public static ClipExtension judgedBy(PictureJudge judge) {
        return new ClipExtension().withJudge(judge);
    }

    /** Returns the same extension with a judge of pictures, which {@code assertThat(image).answers(question)} uses. */
    public ClipExtension withJudge(PictureJudge judge) {
        return new ClipExtension(scorer, Answers.requireKnown(judge), listeners);
    }

    /** Returns the same extension with another listener, which receives every check. */
    public ClipExtension withListener(CheckListener listener) {
        return new ClipExtension(
                scorer,
                judge,
                Stream.concat(listeners.stream(), Stream.of(Demands.require("listener", listener)))
                        .toList());
    }

    Optional<ClipScorer> scorer() {
        return Optional.ofNullable(scorer);
    }

    Optional<PictureJudge> judge() {
        return Optional.ofNullable(judge);
    }

    private boolean isPlain() {
        return scorer == null && judge == null && listeners.isEmpty();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        open(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        open(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!givesWay(context)) {
            close(context, context.getExecutionException());
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (!givesWay(context)) {
            close(context, context.getExecutionException());
        }
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        ended(context, test -> TestOutcome.PASSED);
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        ended(context, test -> RunRecorder.outcome(test, cause));
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        ended(context, test -> RunRecorder.outcome(test, cause));
    }

    private void ended(ExtensionContext context, Function<TestIdentity, TestOutcome> outcome) {
        SharedRun run = SharedRun.of(context);
        if (run.recorder().isKept() && !givesWay(context)) {
            TestIdentity test = known(context, run);
            run.recorder().end(test, outcome.apply(test));
        }
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        SharedRun run = SharedRun.of(context);
        run.recorder().end(identity(context, run), new TestOutcome(TestStatus.DISABLED, reason.orElse(null), null));
        run.goldens().skip(context.getRequiredTestClass(), context.getRequiredTestMethod(), reason.orElse(""));
    }

    /**
     * Returns whether an annotation registered this extension and a field registered another, which then acts for both.
     */
    private boolean givesWay(ExtensionContext context) {
        Registered registered = SharedRun.of(context).registered();
        return isPlain() && registered.isDeclaredFor(context) && !isAmong(registered.of(context));
    }

    private boolean isAmong(List<ClipExtension> extensions) {
        return extensions.stream().anyMatch(extension -> extension == this);
    }

    /** Opens a scope, unless another extension opened one for the same context. */
    private void open(ExtensionContext context) {
        if (givesWay(context)) {
            return;
        }
        SharedRun run = SharedRun.of(context);
        List<ClipExtension> extensions = run.registered().of(context);
        if (!isPlain() && !isAmong(extensions)) {
            throw new ExtensionConfigurationException(
                    "a ClipExtension with a scorer, a judge or a listener must be in a field of"
                            + " type ClipExtension that is annotated with @RegisterExtension, but class ["
                            + context.getRequiredTestClass().getName() + "] holds it elsewhere");
        }
        Store store = context.getStore(NAMESPACE);
        if (store.get(context.getUniqueId()) == null) {
            List<CheckListener> told = extensions.stream()
                    .flatMap(extension -> extension.listeners.stream())
                    .toList();
            TestIdentity test = identity(context, run);
            requireAnnotations(test);
            store.put(TestIdentity.class, test);
            store.put(context.getUniqueId(), TestChecks.open(context, run, test, told, checks(context)));
        }
    }

    private static void requireAnnotations(TestIdentity test) {
        try {
            new GoldenAnnotations(test).require();
        } catch (IllegalArgumentException e) {
            throw new ExtensionConfigurationException(
                    e.getMessage() + "; the annotation belongs to [" + test.selector() + "]", e);
        }
    }

    /**
     * Returns the test's identity as it was when the test began. If the test did not get that far, the store has only
     * the identity of its class, so a new one is created.
     */
    private static TestIdentity known(ExtensionContext context, SharedRun run) {
        return Optional.ofNullable(context.getStore(NAMESPACE).get(TestIdentity.class, TestIdentity.class))
                .filter(test -> test.uniqueId().equals(context.getUniqueId()))
                .orElseGet(() -> identity(context, run));
    }

    private static TestIdentity identity(ExtensionContext context, SharedRun run) {
        return new TestIdentity(
                context.getRequiredTestClass(),
                context.getTestMethod(),
                Variants.displayed(context),
                context.getUniqueId(),
                run.variants(context.getRequiredTestClass()).of(context));
    }

    private static void close(ExtensionContext context, Optional<Throwable> failure) {
        TestChecks checks = context.getStore(NAMESPACE).remove(context.getUniqueId(), TestChecks.class);
        if (checks == null) {
            // The scope failed to open, which a class can report only here; or another extension closed it.
            failure.filter(thrown -> context.getTestMethod().isEmpty()).ifPresent(thrown -> {
                SharedRun run = SharedRun.of(context);
                TestIdentity type = identity(context, run);
                run.recorder().endContainer(type, RunRecorder.outcome(type, thrown));
            });
            return;
        }
        try {
            checks.close(failure);
        } catch (RuntimeException | AssertionError e) {
            finish(context, checks, Optional.of(e));
            throw e;
        }
        finish(context, checks, failure);
    }

    private static void finish(ExtensionContext context, TestChecks checks, Optional<Throwable> failure) {
        TestIdentity test = checks.scope().identity();
        SharedRun run = SharedRun.of(context);
        if (test.testMethod().isPresent()) {
            run.goldens().finish(test, failure.isPresent());
        }
        if (TestLabel.isContainer(test.uniqueId())) {
            TestOutcome outcome =
                    failure.map(thrown -> RunRecorder.outcome(test, thrown)).orElse(TestOutcome.PASSED);
            run.recorder().endContainer(test, outcome);
        }
        run.recorder().wrote(Goldens.written(checks.scope()));
    }

    /** Returns the open scope of the nearest context around this one, or of this one. */
    private static Optional<TestChecks> checks(ExtensionContext context) {
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            TestChecks open = at.get().getStore(NAMESPACE).get(at.get().getUniqueId(), TestChecks.class);
            if (open != null) {
                return Optional.of(open);
            }
        }
        return Optional.empty();
    }

    /**
     * Supports parameters of exactly the type {@link ClipScorer}. If there are several extensions, only one supports
     * them.
     */
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        if (parameter.getParameter().getType() != ClipScorer.class || givesWay(context)) {
            return false;
        }
        List<ClipExtension> extensions = SharedRun.of(context).registered().of(context);
        return !isAmong(extensions) || extensions.get(0) == this;
    }

    /** Returns the scorer of the test, which knows its test on every thread. */
    @Override
    public ClipScorer resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return checks(context)
                .map(open -> open.scope().scorer())
                .orElseGet(() -> TestScope.beforeAnyScope(SharedRun.of(context).scorer(context)));
    }

    @Override
    public <T> T interceptTestClassConstructor(
            Invocation<T> invocation, ReflectiveInvocationContext<Constructor<T>> constructor, ExtensionContext context)
            throws Throwable {
        return proceed(invocation, context);
    }

    @Override
    public void interceptBeforeAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceed(invocation, context);
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceed(invocation, context);
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceed(invocation, context);
    }

    @Override
    public <T> T interceptTestFactoryMethod(
            Invocation<T> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        return proceed(invocation, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        checks(context).ifPresent(checks -> checks.scope()
                .identify(SharedRun.of(context)
                        .variants(context.getRequiredTestClass())
                        .of(context, method.getArguments())));
        proceed(invocation, context);
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceed(invocation, context);
    }

    @Override
    public void interceptAfterAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceed(invocation, context);
    }

    /** Calls the test code, possibly on another thread if it has a timeout. */
    private static <T> T proceed(Invocation<T> invocation, ExtensionContext context) throws Throwable {
        Optional<TestChecks> checks = checks(context);
        try {
            return checks.isPresent() ? checks.get().scope().call(invocation::proceed) : invocation.proceed();
        } catch (GeneratorUnavailableException e) {
            throw checks.isPresent() ? ending(e, checks.get().scope()) : e;
        }
    }

    /**
     * Returns the exception for a test whose generator is unavailable: an error, or an abort if the settings say so. An
     * abort must not hide a failure, or an outage that will not end by itself.
     */
    private static RuntimeException ending(GeneratorUnavailableException outage, TestScope scope) {
        boolean isAborted = scope.settings().get(GeneratorSettings.UNAVAILABLE) == GeneratorSettings.Unavailable.ABORT
                && !scope.hasFailed()
                && outage.getSuppressed().length == 0
                && outage.mayPass();
        return isAborted ? new TestAbortedException(String.valueOf(outage.getMessage()), outage) : outage;
    }

    /** Opens a scope around a dynamic test, for which JUnit calls no methods before and after. */
    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation, DynamicTestInvocationContext test, ExtensionContext context) throws Throwable {
        Optional<TestChecks> factory = checks(context);
        if (factory.isEmpty() || factory.get().scope().identity().uniqueId().equals(context.getUniqueId())) {
            invocation.proceed(); // another extension opened it
            return;
        }
        SharedRun run = SharedRun.of(context);
        TestIdentity made = factory.get().scope().identity();
        TestIdentity identity = new TestIdentity(
                made.testClass(),
                made.testMethod(),
                Variants.displayed(context),
                context.getUniqueId(),
                run.variants(made.testClass()).of(context));
        context.getStore(NAMESPACE).put(context.getUniqueId(), factory.get().openInside(context, run, identity));
        Throwable failure = null;
        try {
            invocation.proceed();
        } catch (GeneratorUnavailableException e) {
            failure = ending(e, factory.get().scope());
        } catch (Throwable e) {
            failure = e;
        }
        try {
            close(context, Optional.ofNullable(failure));
        } catch (RuntimeException | AssertionError e) {
            failure = e;
        }
        run.recorder().end(identity, failure == null ? TestOutcome.PASSED : RunRecorder.outcome(identity, failure));
        if (failure != null) {
            throw failure;
        }
    }
}
