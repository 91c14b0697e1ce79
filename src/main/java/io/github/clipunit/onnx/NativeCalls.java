package io.github.clipunit.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A guard that keeps native calls from overlapping with the end of the JVM. When the process ends, its libraries free
 * what they share, and a thread still inside them crashes. The end therefore waits for running calls, and no new call
 * starts.
 */
final class NativeCalls {

    /** The longest that the end of the JVM waits; a file of a gigabyte loads within this time. */
    private static final long PATIENCE_SECONDS = 10;

    private static final ReentrantReadWriteLock LOCK = new ReentrantReadWriteLock();
    private static volatile boolean isOver;

    static {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(NativeCalls::end, "clipunit-exit"));
        } catch (IllegalStateException e) {
            isOver = true; // the JVM is ending already
        }
    }

    private NativeCalls() {}

    /**
     * Makes a call that is long enough to meet the end of the JVM.
     *
     * @throws IllegalStateException if the JVM is ending
     */
    static <T, E extends Exception> T make(Call<T, E> call) throws E {
        if (isOver || !LOCK.readLock().tryLock()) {
            throw new IllegalStateException("the JVM is shutting down: no model is loaded or run any more");
        }
        try {
            return call.make();
        } finally {
            LOCK.readLock().unlock();
        }
    }

    /** Locks for good, so that later calls are refused. */
    private static void end() {
        isOver = true;
        try {
            if (!LOCK.writeLock().tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.getLogger("io.github.clipunit").log(Level.DEBUG, "the JVM ends while ONNX Runtime is at work");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A call into a native library. */
    interface Call<T, E extends Exception> {
        T make() throws E;
    }

    /** Returns ONNX Runtime's environment, which stays until the process ends. */
    static OrtEnvironment environment() {
        return Environment.KEPT;
    }

    /**
     * ONNX Runtime frees its environment in a shutdown hook, even while sessions are being created with it, and then
     * crashes. The native environment counts its references, so one more keeps it alive. Its Java class creates only
     * the first, hence the reflection.
     */
    private static final class Environment {

        static final OrtEnvironment KEPT = OrtEnvironment.getEnvironment();

        static {
            try {
                Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
                api.setAccessible(true);
                Method create =
                        OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
                create.setAccessible(true);
                create.invoke(null, api.getLong(null), 2, OrtEnvironment.DEFAULT_NAME);
            } catch (ReflectiveOperationException | RuntimeException e) {
                System.getLogger("io.github.clipunit")
                        .log(Level.DEBUG, "ONNX Runtime " + KEPT.getVersion() + " may crash as the JVM ends", e);
            }
        }

        private Environment() {}
    }
}
