package io.github.clipunit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The tests of a class, run by the model in the jar as a user's would be. */
public final class PlayedTests {

    private PlayedTests() {}

    /**
     * Runs them.
     *
     * @param goldens the folder of their goldens
     * @param settings keys and values by turns
     */
    public static EngineExecutionResults run(Class<?> tests, Path goldens, String... settings) {
        EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter")
                .enableImplicitConfigurationParameters(false)
                .configurationParameter("clipunit.model", "pictogram")
                .configurationParameter("clipunit.golden.dir", goldens.toString())
                .configurationParameter("clipunit.report", "off")
                .selectors(selectClass(tests));
        for (int i = 0; i < settings.length; i += 2) {
            kit.configurationParameter(settings[i], settings[i + 1]);
        }
        return kit.execute();
    }

    /** The messages of those that failed, by test. */
    public static Map<String, String> failures(EngineExecutionResults results) {
        Map<String, String> failures = new TreeMap<>();
        results.testEvents().failed().stream()
                .forEach(event -> failures.put(
                        event.getTestDescriptor().getDisplayName(),
                        String.valueOf(event.getRequiredPayload(TestExecutionResult.class)
                                .getThrowable()
                                .orElseThrow()
                                .getMessage())));
        return failures;
    }
}
