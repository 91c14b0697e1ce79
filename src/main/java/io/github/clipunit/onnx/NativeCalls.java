package io.github.clipunit.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Keeps native code away from the JVM's end, which may come at any moment: as the process ends, its libraries free what they
 * share, and a thread that still is inside of them crashes. The end waits for calls under way, and no new one begins.
 */
final class NativeCalls {

    /** A file of a gigabyte loads within it; the end of the JVM waits no longer. */
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
     * Makes a call that takes long enough to meet the JVM's end.
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

    /** Never unlocks again: what comes later is refused. */
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

    /** ONNX Runtime's environment, which stays until the process is gone. */
    static OrtEnvironment environment() {
        return Environment.KEPT;
    }

    /**
     * ONNX Runtime frees its environment in a shutdown hook, even while sessions are created with it, and then crashes. The
     * native environment counts its references, so one more keeps it; its Java class gives only the first, hence reflection.
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
