package io.github.clipunit.junit;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.run.TestScope;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Opens a scope around each test and each class, supplies the scorer, and fails tests that left a check unfinished. */
public final class ClipExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(ClipExtension.class);

    /** What JUnit's unique ids have before the number of an invocation of a test template or a class template. */
    private static final String INVOCATION = "-template-invocation:#";

    /** Made by JUnit. */
    public ClipExtension() {}

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
        close(context);
        SharedRun.of(context).goldens().finish(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close(context);
    }

    private static void open(ExtensionContext context) {
        SharedRun run = SharedRun.of(context);
        run.goldens().begin(context);
        TestIdentity identity = identityOf(context);
        ClipScorer scorer = run.scorer(context);
        run.recorder().begin(identity);
        TestScope scope = TestScope.open(scorer, run.settings(identity.testClass()), identity, check -> {
            ReportEntries.publish(check, context);
            FailedPictures.publish(check, context);
            run.recorder().record(identity, check, scorer);
        });
        context.getStore(NAMESPACE).put(TestScope.class, scope);
    }

    private static void close(ExtensionContext context) {
        TestScope scope = context.getStore(NAMESPACE).remove(TestScope.class, TestScope.class);
        if (scope == null) {
            return; // it failed to open, and said so
        }
        scope.close();
        List<String> unfinished = scope.unfinished();
        if (!unfinished.isEmpty() && context.getExecutionException().isEmpty()) {
            throw new AssertionError("never checked: " + String.join(", ", unfinished)
                    + "; a step that only prepares proves nothing: add a check, such as .withClipScoreAbove(0.28)");
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

    /** Claims parameters of exactly the type {@link ClipScorer}. */
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ClipScorer.class;
    }

    @Override
    public ClipScorer resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return SharedRun.of(context).scorer(context);
    }
}
