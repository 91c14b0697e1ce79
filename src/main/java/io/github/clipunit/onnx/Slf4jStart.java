package io.github.clipunit.onnx;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * The start of SLF4J, DJL's logging API, without its warnings about a missing provider, because a user without a
 * provider wants no log. With a provider, of SLF4J 1.7 or 2, nothing is suppressed.
 */
final class Slf4jStart {

    private static final List<String> PROVIDERS =
            List.of("META-INF/services/org.slf4j.spi.SLF4JServiceProvider", "org/slf4j/impl/StaticLoggerBinder.class");

    private Slf4jStart() {}

    /** Starts SLF4J; does nothing if it has started. */
    static void run() {
        ClassLoader loader = LoggerFactory.class.getClassLoader();
        if (loader == null || PROVIDERS.stream().anyMatch(provider -> loader.getResource(provider) != null)) {
            return;
        }
        PrintStream err = System.err;
        PrintStream quiet = new WithoutThread(err, Thread.currentThread());
        System.setErr(quiet);
        try {
            LoggerFactory.getILoggerFactory();
        } finally {
            if (System.err == quiet) { // otherwise, keeps a stream that another thread has set
                System.setErr(err);
            }
        }
    }

    /** A stream that drops the output of one thread. */
    private static final class WithoutThread extends PrintStream {

        WithoutThread(PrintStream target, Thread silent) {
            super(new OutputStream() {
                @Override
                public void write(int value) {
                    write(new byte[] {(byte) value}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int from, int length) {
                    if (Thread.currentThread() != silent) {
                        target.write(bytes, from, length);
                        target.flush();
                    }
                }
            });
        }
    }
}
