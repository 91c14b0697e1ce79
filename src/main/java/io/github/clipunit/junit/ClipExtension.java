package io.github.clipunit.junit;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.run.CheckListener;
import io.github.clipunit.run.TestIdentity;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Opens a scope around each test and each class, supplies the scorer, and fails tests that left a check unfinished.
 *
 * <p>{@link ClipTest} registers it with the model that the annotation or the settings name. A field registers it with a
 * scorer of one's own, for the tests of its class and of the classes nested in it:
 *
 * <pre><code class="java">
 * &#64;RegisterExtension
 * static final ClipExtension clip = ClipExtension.scoredBy(new RemoteScorer(service));
 * </code></pre>
 *
 * <p>Both may be there: the nearest counts, the method's annotation before the class's field, and the field before an
 * annotation of the same class or one around it. An instance field serves tests and what runs before and after each, but
 * neither constructors nor what runs once a class.
 */
public final class ClipExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(ClipExtension.class);

    /** What JUnit's unique ids have before the number of an invocation of a test template or a class template. */
    private static final String INVOCATION = "-template-invocation:#";

    private final @Nullable ClipScorer scorer;
    private final List<CheckListener> listeners;

    /** The extension as {@link ClipTest} registers it; start here for one that only has a listener. */
    public ClipExtension() {
        this(null, List.of());
    }

    private ClipExtension(@Nullable ClipScorer scorer, List<CheckListener> listeners) {
        this.scorer = scorer;
        this.listeners = listeners;
    }

    /**
     * An extension that supplies a scorer of one's own: to parameters of type {@link ClipScorer}, assertions, goldens and the
     * report. It is used as it is, so one that is asked for the same embedding twice computes it twice unless it is wrapped
     * in {@link io.github.clipunit.cache.CachingScorer#inMemory}.
     *
     * @param scorer never closed by the extension, as it may serve others too
     */
    public static ClipExtension scoredBy(ClipScorer scorer) {
        return new ClipExtension(scorer, List.of());
    }

    /** The same extension with a listener more, which is told of each check. */
    public ClipExtension withListener(CheckListener listener) {
        return new ClipExtension(
                scorer, Stream.concat(listeners.stream(), Stream.of(listener)).toList());
    }

    Optional<ClipScorer> scorer() {
        return Optional.ofNullable(scorer);
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
            close(context);
            SharedRun.of(context).goldens().finish(context);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (!givesWay(context)) {
            close(context);
        }
    }

    /** Whether an annotation registered this one and a field another, which acts for both. */
    private boolean givesWay(ExtensionContext context) {
        Registered registered = SharedRun.of(context).registered();
        boolean isPlain = scorer == null && listeners.isEmpty();
        return isPlain && registered.isDeclaredFor(context) && !isAmong(registered.of(context));
    }

    private boolean isAmong(List<ClipExtension> extensions) {
        return extensions.stream().anyMatch(extension -> extension == this);
    }

    /** Opens a scope, unless another extension opened one for this very context. */
    private void open(ExtensionContext context) {
        if (givesWay(context)) {
            return;
        }
        SharedRun run = SharedRun.of(context);
        List<ClipExtension> extensions = run.registered().of(context);
        if ((scorer != null || !listeners.isEmpty()) && !isAmong(extensions)) {
            throw new ExtensionConfigurationException(
                    "a ClipExtension with a scorer or a listener must be in a field of"
                            + " type ClipExtension that is annotated with @RegisterExtension, but class ["
                            + context.getRequiredTestClass().getName() + "] holds it elsewhere");
        }
        Store store = context.getStore(NAMESPACE);
        if (store.get(context.getUniqueId()) == null) {
            List<CheckListener> told = extensions.stream()
                    .flatMap(extension -> extension.listeners.stream())
                    .toList();
            store.put(context.getUniqueId(), TestChecks.open(context, run, identityOf(context), told));
        }
    }

    private static void close(ExtensionContext context) {
        TestChecks checks = context.getStore(NAMESPACE).remove(context.getUniqueId(), TestChecks.class);
        if (checks != null) { // else it failed to open, and said so, or another extension closed it
            checks.close(context);
        }
    }

    private static TestIdentity identityOf(ExtensionContext context) {
        return new TestIdentity(
                context.getRequiredTestClass(), context.getTestMethod(), invocationOf(context), context.getUniqueId());
    }

    /** The display name of the invocation, after that of the class's where the class is a template too. */
    private static Optional<String> invocationOf(ExtensionContext context) {
        Deque<String> names = new ArrayDeque<>();
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            if (isInvocation(at.get().getUniqueId())) {
                names.addFirst(at.get().getDisplayName());
            }
        }
        return names.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", names));
    }

    /** Whether the last segment of the id is an invocation's. */
    private static boolean isInvocation(String uniqueId) {
        int number = uniqueId.lastIndexOf(INVOCATION);
        return number >= 0 && uniqueId.indexOf(']', number) == uniqueId.length() - 1;
    }

    /** Claims parameters of exactly the type {@link ClipScorer}; of several extensions one does. */
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        if (parameter.getParameter().getType() != ClipScorer.class || givesWay(context)) {
            return false;
        }
        List<ClipExtension> extensions = SharedRun.of(context).registered().of(context);
        return !isAmong(extensions) || extensions.get(0) == this;
    }

    @Override
    public ClipScorer resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return SharedRun.of(context).scorer(context);
    }
}
