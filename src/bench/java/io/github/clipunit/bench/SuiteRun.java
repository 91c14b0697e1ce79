package io.github.clipunit.bench;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * One JVM that runs a suite through JUnit's launcher, as a build's fork does. Prints how many tests passed, whether ONNX
 * Runtime was ever loaded (1, 0, or -1 where the system does not tell), and milliseconds of processor and the most memory
 * in MiB until then.
 */
public final class SuiteRun {

    /** System properties: the pictures' width and height, and their number. */
    private static final String SIDE = "suite.side";

    private static final String PICTURES = "suite.pictures";

    private static final Path MAPPED = Path.of("/proc/self/maps");

    private SuiteRun() {}

    static Stream<Path> pictures() throws IOException {
        return PictureFolder.make(Integer.getInteger(SIDE), Integer.getInteger(PICTURES)).stream();
    }

    /** System properties of a run that keeps its embeddings, its goldens and its report in a folder. */
    static Map<String, String> properties(String model, int side, int pictures, String report, Path caches) {
        Map<String, String> properties = new HashMap<>();
        properties.put(SIDE, String.valueOf(side));
        properties.put(PICTURES, String.valueOf(pictures));
        properties.put("clipunit.model", model);
        properties.put("clipunit.cache.embeddings.dir", caches.toString());
        properties.put("clipunit.golden.dir", caches.resolve("golden").toString());
        properties.put("clipunit.report", report);
        properties.put("clipunit.report.dir", caches.resolve("report").toString());
        return properties;
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
        System.out.printf(
                Locale.ROOT,
                "%d %d %.0f %.0f%n",
                summary.getSummary().getTestsSucceededCount(),
                isRuntimeLoaded(),
                Stopwatch.processor(),
                Stopwatch.peakMemory());
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
