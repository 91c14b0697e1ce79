package io.github.clipunit.junit;

import io.github.clipunit.check.Check;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.run.TestScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The checks of a test that failed on threads which are not the test's, where what they throw reaches nobody unless the test
 * waits for it: a test that passes all the same fails for them. Those that fail when their test is over fail its class.
 */
final class Strays {

    private static final StackWalker STACK = StackWalker.getInstance();

    /** They take what fails inside of them for the answer to a question. */
    private static final List<String> CATCHERS =
            List.of("org.assertj.core.api.ThrowableAssert", "org.junit.jupiter.api.AssertThrows", "org.awaitility.");

    /** They collect what fails inside of them, and fail the test for it at the end. */
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

    /** Notes a check, on the thread that made it, and says whether the test is bound to fail for it. */
    boolean add(Check check) {
        if (check.passed() || isIn(CATCHERS)) {
            return false;
        }
        if (!isHere() && !isIn(COLLECTORS)) {
            add("a check of [" + test.selector() + "] failed on thread ["
                    + Thread.currentThread().getName()
                    + "], and nobody was told: wait in the test for what its threads throw, as Future.get does, or where a"
                    + " failure is what you want say so on that thread, with assertThatThrownBy\n" + check.message());
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

    /** What was found while the test ran. */
    synchronized List<String> close() {
        isClosed = true;
        return found;
    }
}
