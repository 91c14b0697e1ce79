package io.github.clipunit.onnx;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Starts SLF4J, which DJL logs to, without its lines about a missing provider: whoever has none wants no log. With a provider,
 * of SLF4J 1.7 or 2, nothing is held back.
 */
final class Slf4jStart {

    private static final List<String> PROVIDERS =
            List.of("META-INF/services/org.slf4j.spi.SLF4JServiceProvider", "org/slf4j/impl/StaticLoggerBinder.class");

    private Slf4jStart() {}

    /** Does nothing where SLF4J has started. */
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
            if (System.err == quiet) { // or another thread's choice would be lost
                System.setErr(err);
            }
        }
    }

    /** Passes on what all threads but one write. */
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
