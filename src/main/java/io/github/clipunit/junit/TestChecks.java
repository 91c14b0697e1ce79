package io.github.clipunit.junit;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.check.Check;
import io.github.clipunit.run.CheckListener;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.settings.Settings;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The scope of one test or class, with all that is told of its checks.
 *
 * @param troubles what listeners threw
 */
record TestChecks(TestScope scope, Queue<Throwable> troubles) {

    static TestChecks open(
            ExtensionContext context, SharedRun run, TestIdentity identity, List<CheckListener> listeners) {
        run.goldens().begin(context);
        ClipScorer scorer = run.scorer(context);
        run.recorder().begin(identity);
        Queue<Throwable> troubles = new ConcurrentLinkedQueue<>();
        Settings settings = run.settings(identity.testClass());
        TestScope scope = TestScope.open(scorer, settings, identity, check -> {
            ReportEntries.publish(check, context);
            FailedPictures.publish(check, context);
            run.recorder().record(identity, check, scorer, settings.project());
            listeners.forEach(listener -> tell(listener, identity, check, troubles));
        });
        TestScope.announce(scorer);
        return new TestChecks(scope, troubles);
    }

    /** Keeps what a listener throws, as it must not take the place of the verdict. */
    private static void tell(CheckListener listener, TestIdentity test, Check check, Queue<Throwable> troubles) {
        try {
            listener.checked(test, check);
        } catch (RuntimeException | AssertionError e) {
            troubles.add(e);
        }
    }

    /**
     * Ends the scope.
     *
     * @throws AssertionError if the test did not fail, but left a check unfinished or had a listener that threw
     */
    void close(ExtensionContext context) {
        TestScope.retire(scope.scorer());
        scope.close();
        context.getExecutionException()
                .ifPresentOrElse(failure -> troubles.forEach(failure::addSuppressed), this::fail);
    }

    private void fail() {
        List<String> unfinished = scope.unfinished();
        if (!unfinished.isEmpty()) {
            AssertionError error = new AssertionError("never checked: " + String.join(", ", unfinished)
                    + "; a step that only prepares proves nothing: add a check, such as .withClipScoreAbove(0.28)");
            troubles.forEach(error::addSuppressed);
            throw error;
        }
        if (!troubles.isEmpty()) {
            AssertionError error = new AssertionError("a listener of checks threw " + troubles.element());
            troubles.forEach(error::addSuppressed);
            throw error;
        }
    }
}
