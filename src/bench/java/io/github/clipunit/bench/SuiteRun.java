package io.github.clipunit.bench;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * One JVM that runs a suite through JUnit's launcher, as a build's fork does. Prints how many tests passed, and whether
 * ONNX Runtime was ever loaded: 1, 0, or -1 where the system does not tell.
 */
public final class SuiteRun {

    /** System properties: the pictures' width and height, and their number. */
    static final String SIDE = "suite.side";

    static final String PICTURES = "suite.pictures";

    private static final Path MAPPED = Path.of("/proc/self/maps");

    private SuiteRun() {}

    static Stream<Path> pictures() throws IOException {
        return PictureFolder.make(Integer.getInteger(SIDE), Integer.getInteger(PICTURES)).stream();
    }

    /** The argument: the suite's class. */
    public static void main(String[] args) throws IOException {
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        try (LauncherSession session = LauncherFactory.openSession()) {
            session.getLauncher()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectClass(args[0]))
                                    .build(),
                            summary);
        }
        summary.getSummary().getFailures().stream().limit(1).forEach(failure -> failure.getException()
                .printStackTrace());
        System.out.printf(Locale.ROOT, "%d %d%n", summary.getSummary().getTestsSucceededCount(), isRuntimeLoaded());
    }

    private static int isRuntimeLoaded() throws IOException {
        if (!Files.isReadable(MAPPED)) {
            return -1;
        }
        try (Stream<String> lines = Files.lines(MAPPED)) {
            return lines.anyMatch(line -> line.contains("onnxruntime")) ? 1 : 0;
        }
    }
}
