package io.github.clipunit.run;

import java.lang.StackWalker.StackFrame;
import java.lang.ref.WeakReference;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The binding of a thread to the scope of its code: the only mutable static state.
 *
 * <p>The thread alone does not identify the scope. While a thread waits for a parallel stream, a future or the tests of
 * its class, it runs work of other tests: tasks of a {@link java.util.concurrent.ForkJoinPool}, and nodes of JUnit's
 * tree. A lasting binding is therefore valid only for code with the same number of these on the stack as when it was
 * made. The binding of a call is valid only if none of these lies between the call and the code, which needs no count
 * of the whole stack.
 *
 * @param scope weak, because threads of pools outlive tests
 * @param depth the number of tasks and nodes on the stack; {@link #CALL} for a call
 * @param owner the thread, or null for a thread that inherited the binding
 */
record ThreadBinding(
        WeakReference<TestScope> scope,
        long depth,
        @Nullable Thread owner) {

    private static final ThreadLocal<@Nullable ThreadBinding> HERE = new InheritableThreadLocal<>() {
        @Override
        protected @Nullable ThreadBinding childValue(@Nullable ThreadBinding parent) {
            return current()
                    .map(scope -> new ThreadBinding(new WeakReference<>(scope), 0, null))
                    .orElse(null);
        }
    };

    private static final int CALL = -1;
    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private static final String TASK = "java.util.concurrent.ForkJoinTask";
    private static final String NODE = "org.junit.platform.engine.support.hierarchical.NodeTestTask";
    /** An assertion with a thread of its own, which runs nothing else. */
    private static final String TIMEOUT = "org.junit.jupiter.api.AssertTimeoutPreemptively";

    /** Binds this thread; returns its previous binding. */
    static @Nullable ThreadBinding enter(TestScope scope) {
        return bind(scope, walk(ThreadBinding::depth));
    }

    /** Binds this thread during {@link TestScope#call}; returns its previous binding. */
    static @Nullable ThreadBinding enterCall(TestScope scope) {
        return bind(scope, CALL);
    }

    private static @Nullable ThreadBinding bind(TestScope scope, long depth) {
        ThreadBinding outer = HERE.get();
        HERE.set(new ThreadBinding(new WeakReference<>(scope), depth, Thread.currentThread()));
        return outer;
    }

    /** Restores this thread's previous binding. */
    static void leave(@Nullable ThreadBinding outer) {
        if (outer == null) {
            HERE.remove();
        } else {
            HERE.set(outer);
        }
    }

    /** Returns the scope of the calling code, or empty if it is uncertain. */
    static Optional<TestScope> current() {
        ThreadBinding here = HERE.get();
        return here != null && here.holds() ? Optional.ofNullable(here.scope.get()) : Optional.empty();
    }

    private boolean holds() {
        if (owner == null) {
            return walk(ThreadBinding::isOfTimeout);
        }
        return owner == Thread.currentThread()
                && (depth == CALL ? walk(ThreadBinding::isOfCall) : walk(ThreadBinding::depth) == depth);
    }

    private static <T> T walk(java.util.function.Function<Stream<StackFrame>, T> question) {
        return STACK.walk(question);
    }

    private static long depth(Stream<StackFrame> stack) {
        return stack.filter(ThreadBinding::isBoundary).count();
    }

    private static boolean isOfTimeout(Stream<StackFrame> stack) {
        return stack.filter(frame -> isBoundary(frame) || frame.getClassName().equals(TIMEOUT))
                .findFirst()
                .filter(frame -> !isBoundary(frame))
                .isPresent();
    }

    private static boolean isOfCall(Stream<StackFrame> stack) {
        return stack.filter(frame -> isBoundary(frame) || isCall(frame))
                .findFirst()
                .filter(ThreadBinding::isCall)
                .isPresent();
    }

    private static boolean isCall(StackFrame frame) {
        return frame.getDeclaringClass() == TestScope.class
                && frame.getMethodName().equals("call");
    }

    private static boolean isBoundary(StackFrame frame) {
        String type = frame.getClassName();
        return (type.equals(TASK) && frame.getMethodName().equals("doExec"))
                || (type.equals(NODE) && frame.getMethodName().equals("execute"));
    }
}
