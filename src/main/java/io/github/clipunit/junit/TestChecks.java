package io.github.clipunit.junit;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.cassette.RecordedCassettes;
import io.github.clipunit.check.Check;
import io.github.clipunit.generator.CallLog;
import io.github.clipunit.golden.verdict.RunBudget;
import io.github.clipunit.internal.OutputForm;
import io.github.clipunit.judge.Answers;
import io.github.clipunit.judge.PictureJudge;
import io.github.clipunit.run.CheckListener;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.settings.Settings;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The scope of one test or class, and the receivers of its checks.
 *
 * @param listeners receive each check
 * @param troubles the exceptions of listeners
 * @param strays the failures on other threads
 */
record TestChecks(TestScope scope, List<CheckListener> listeners, Queue<Throwable> troubles, Strays strays) {

    /** Opens the scope of a class, or the scope of a test inside that of its class. */
    static TestChecks open(
            ExtensionContext context,
            SharedRun run,
            TestIdentity identity,
            List<CheckListener> listeners,
            Optional<TestChecks> around) {
        run.goldens().begin(identity.testClass());
        return open(context, run, identity, listeners, run.scorer(context), around);
    }

    /** Opens the scope of a dynamic test inside that of its factory. */
    TestChecks openInside(ExtensionContext context, SharedRun run, TestIdentity identity) {
        return open(context, run, identity, listeners, scope.scorer(), Optional.of(this));
    }

    private static TestChecks open(
            ExtensionContext context,
            SharedRun run,
            TestIdentity identity,
            List<CheckListener> listeners,
            ClipScorer scorer,
            Optional<TestChecks> around) {
        run.recorder().begin(identity);
        Queue<Throwable> troubles = new ConcurrentLinkedQueue<>();
        Strays strays = new Strays(identity, around.map(TestChecks::strays));
        Settings settings = run.settings(identity.testClass());
        AtomicReference<@Nullable TestScope> opened = new AtomicReference<>();
        Consumer<Check> told = check -> {
            ReportEntries.publish(check, context);
            FailedPictures.publish(check, context);
            run.recorder().record(identity, check, scorer, settings.project());
            listeners.forEach(listener -> tell(listener, identity, check, troubles));
            TestScope own = opened.get();
            if (strays.add(check) && own != null) {
                own.noteFailure();
            }
        };
        TestScope scope = around.map(outer -> outer.scope.openInside(scorer, settings, identity, told))
                .orElseGet(() -> TestScope.open(scorer, settings, identity, told));
        scope.part(Answers.class, run::answers);
        run.registered().judge(context).ifPresent(judge -> scope.part(PictureJudge.class, () -> judge));
        opened.set(scope);
        run.budget().ifPresent(budget -> scope.part(RunBudget.class, () -> budget));
        scope.part(CallLog.class, run::calls);
        scope.part(RecordedCassettes.class, run::cassettes);
        if (run.goldens().hasFailed(identity)) {
            scope.noteFailure();
        }
        return new TestChecks(scope, listeners, troubles, strays);
    }

    /** Keeps the exception of a listener, because it must not replace the verdict. */
    private static void tell(CheckListener listener, TestIdentity test, Check check, Queue<Throwable> troubles) {
        try {
            listener.checked(test, check);
        } catch (RuntimeException | AssertionError e) {
            troubles.add(e);
        }
    }

    /**
     * Ends the scope, and writes the goldens that the test recorded or updated if it passed.
     *
     * @param failure why the test failed, if it did
     * @throws AssertionError if the test did not fail but left a check unfinished, had a check fail unnoticed, or had a
     *     listener that threw
     * @throws io.github.clipunit.golden.GoldenException if a golden cannot be written
     */
    void close(Optional<Throwable> failure) {
        scope.close();
        List<String> lost = strays.close();
        boolean hasPassed = false;
        try {
            failure.ifPresentOrElse(thrown -> troubles.forEach(thrown::addSuppressed), () -> fail(lost));
            hasPassed = failure.isEmpty();
        } finally {
            scope.end(hasPassed);
        }
    }

    private void fail(List<String> lost) {
        if (!lost.isEmpty()) {
            AssertionError error = new AssertionError(OutputForm.LINES.of(String.join("\n", lost)));
            troubles.forEach(error::addSuppressed);
            throw error;
        }
        List<TestScope.Step> unfinished = scope.unfinished();
        if (!unfinished.isEmpty()) {
            AssertionError error = new AssertionError(OutputForm.LINES.of(unfinished.stream()
                    .map(TestScope.Step::toString)
                    .collect(Collectors.joining(
                            "\nnever checked: ", "never checked: ", "\nA step that only prepares proves nothing."))));
            troubles.forEach(error::addSuppressed);
            throw error;
        }
        if (!troubles.isEmpty()) {
            AssertionError error =
                    new AssertionError(OutputForm.LINES.of("a listener of checks threw " + troubles.element()));
            troubles.forEach(error::addSuppressed);
            throw error;
        }
    }
}
