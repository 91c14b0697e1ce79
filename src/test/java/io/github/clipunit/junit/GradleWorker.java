package io.github.clipunit.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * Runs tests as a worker of Gradle does: it gathers the classes of a task, takes {@code System.out} and {@code System.err}
 * away from them, and gives JUnit's Launcher one request of class selectors.
 */
final class GradleWorker {

    private GradleWorker() {}

    /**
     * Ends with the number of tests that failed.
     *
     * @param arguments a file for the output of the tests, and the names of their classes
     */
    public static void main(String[] arguments) throws IOException {
        List<String> names = List.of(arguments);
        PrintStream output = new PrintStream(Path.of(names.get(0)).toFile().getPath(), StandardCharsets.UTF_8.name());
        System.setOut(output);
        System.setErr(output);
        List<ClassSelector> classes =
                names.stream().skip(1).map(name -> selectClass(name)).toList();
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request().selectors(classes).build();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        try (LauncherSession session = LauncherFactory.openSession()) {
            session.getLauncher().execute(request, summary);
        }
        summary.getSummary().getFailures().forEach(failure -> failure.getException()
                .printStackTrace(output));
        output.flush();
        System.exit(Math.toIntExact(summary.getSummary().getTestsFailedCount()));
    }
}
