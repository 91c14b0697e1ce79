package io.github.clipunit.run;

import java.lang.StackWalker.StackFrame;
import java.lang.ref.WeakReference;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which scope the code that runs here is in: the one place that is static and changes.
 *
 * <p>That a thread is bound to a scope is not enough. A thread that waits, for a parallel stream, a future or the tests of
 * its class, runs work of other tests meanwhile: tasks of a {@link java.util.concurrent.ForkJoinPool}, and nodes of JUnit's
 * tree. So a binding that lasts holds for code that lies under as many of these as it was made under, and for no other; one
 * for a call holds where none of these lies between the call and the code, which needs no count of the whole stack.
 *
 * @param scope weak, for threads of pools outlive tests
 * @param depth how many tasks and nodes were on the stack; {@link #CALL} for a call
 * @param owner the thread, or null for one that came from it
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
    /** Makes a thread for one assertion, and lets nobody else have it. */
    private static final String TIMEOUT = "org.junit.jupiter.api.AssertTimeoutPreemptively";

    /** Binds this thread, and gives what it was bound to. */
    static @Nullable ThreadBinding enter(TestScope scope) {
        return bind(scope, walk(ThreadBinding::depth));
    }

    /** Binds this thread for what {@link TestScope#call} does, and gives what it was bound to. */
    static @Nullable ThreadBinding enterCall(TestScope scope) {
        return bind(scope, CALL);
    }

    private static @Nullable ThreadBinding bind(TestScope scope, long depth) {
        ThreadBinding outer = HERE.get();
        HERE.set(new ThreadBinding(new WeakReference<>(scope), depth, Thread.currentThread()));
        return outer;
    }

    /** Binds this thread to what it was bound to before. */
    static void leave(@Nullable ThreadBinding outer) {
        if (outer == null) {
            HERE.remove();
        } else {
            HERE.set(outer);
        }
    }

    /** The scope of the code that calls, if it is certain. */
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
