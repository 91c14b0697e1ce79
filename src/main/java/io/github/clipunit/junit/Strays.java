package io.github.clipunit.junit;

import io.github.clipunit.check.Check;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.run.TestScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The failed checks of a test on threads other than its own, whose exceptions reach nobody unless the test waits for
 * them. If the test passes nevertheless, it fails because of them. A check that fails after its test has ended fails
 * its class.
 */
final class Strays {

    private static final StackWalker STACK = StackWalker.getInstance();

    /** Classes that catch expected failures. */
    private static final List<String> CATCHERS =
            List.of("org.assertj.core.api.ThrowableAssert", "org.junit.jupiter.api.AssertThrows", "org.awaitility.");

    /** Classes that collect failures and fail the test at the end. */
    private static final List<String> COLLECTORS = List.of(
            "org.assertj.core.api.AssertionErrorCollector", "org.assertj.core.api.DefaultAssertionErrorCollector");

    private final TestIdentity test;
    private final Optional<Strays> around;
    private final List<String> found = new ArrayList<>();
    private boolean isClosed;

    Strays(TestIdentity test, Optional<Strays> around) {
        this.test = test;
        this.around = around;
    }

    /** Adds a check on the thread that made it, and returns whether the test will fail because of it. */
    boolean add(Check check) {
        if (check.passed() || isIn(CATCHERS)) {
            return false;
        }
        if (!isHere() && !isIn(COLLECTORS)) {
            add("a check of [" + test.selector() + "] failed on thread ["
                    + Thread.currentThread().getName()
                    + "], and the test did not notice: wait in the test for exceptions of its threads, for example with"
                    + " Future.get, or, if you expect the failure, assert it on that thread with"
                    + " assertThatThrownBy\n" + check.message());
        }
        return true;
    }

    private synchronized void add(String text) {
        if (isClosed) {
            around.ifPresent(outer -> outer.add(text));
        } else {
            found.add(text);
        }
    }

    private boolean isHere() {
        return TestScope.current()
                .filter(scope -> scope.identity().uniqueId().equals(test.uniqueId()))
                .isPresent();
    }

    private static boolean isIn(List<String> callers) {
        return STACK.walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                .anyMatch(name -> callers.stream().anyMatch(name::startsWith)));
    }

    /** Returns the failures found while the test ran. */
    synchronized List<String> close() {
        isClosed = true;
        return found;
    }
}
