package io.github.clipunit.junit;

import io.github.clipunit.run.TestIdentity;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.engine.support.store.Namespace;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * The methods whose tests could not be created, for example because the rows of a parameterized test cannot be read.
 * JUnit does not report them to extensions. Requires JUnit 5.13 or later.
 */
final class FailedContainers implements TestExecutionListener {

    private static final Object NAME = FailedContainers.class;

    private final Map<TestIdentifier, Throwable> failures = new ConcurrentHashMap<>();

    /** Listens to a session. */
    static void listenTo(LauncherSession session) {
        FailedContainers listener = new FailedContainers();
        try {
            session.getStore().put(Namespace.create(NAME), NAME, listener);
            session.getLauncher().registerTestExecutionListeners(listener);
        } catch (LinkageError e) {
            // An older JUnit, whose sessions store nothing for extensions.
        }
    }

    /** Returns the listener of the session. */
    static Optional<FailedContainers> of(ExtensionContext context) {
        try {
            return Optional.ofNullable(
                    context.getStore(StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.create(NAME))
                            .get(NAME, FailedContainers.class));
        } catch (LinkageError e) {
            return Optional.empty();
        }
    }

    @Override
    public void executionFinished(TestIdentifier node, TestExecutionResult result) {
        boolean isMade = node.isContainer() && node.getSource().orElse(null) instanceof MethodSource;
        if (isMade && result.getStatus() == TestExecutionResult.Status.FAILED) {
            result.getThrowable().ifPresent(thrown -> failures.put(node, thrown));
        }
    }

    /** Adds the failed methods of some classes to the report. */
    void tell(Set<Class<?>> classes, RunRecorder recorder) {
        failures.forEach((node, thrown) -> {
            MethodSource source = (MethodSource) node.getSource().orElseThrow();
            if (classes.contains(source.getJavaClass())) {
                TestIdentity test = new TestIdentity(
                        source.getJavaClass(),
                        Optional.of(source.getJavaMethod()),
                        Optional.empty(),
                        node.getUniqueId());
                recorder.end(test, RunRecorder.outcome(test, thrown));
            }
        });
    }
}
