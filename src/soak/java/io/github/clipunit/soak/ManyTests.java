package io.github.clipunit.soak;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** One JVM that runs many tests through JUnit's launcher and records the goldens of a tenth of them, then a tenth of them again that compares, and writes a report each time. */
final class ManyTests {

    /** The report keeps what each test checked until the end. */
    private static final int KIBIBYTES_A_TEST = 10;

    private ManyTests() {}

    /** The arguments: the number of tests, the seed, and a folder for goldens and reports. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[2]);
        System.setProperty("clipunit.golden.dir", folder.resolve("golden").toString());
        System.setProperty("clipunit.report.dir", folder.resolve("report").toString());
        System.setProperty(
                "clipunit.cache.embeddings.dir", folder.resolve("cache").toString());
        long passed = 0;
        long failed = 0;
        long report = 0;
        int tests = Integer.parseInt(args[0]);
        Memory memory = new Memory();
        for (String mode : List.of("interactive", "readonly")) {
            System.setProperty("clipunit.golden.mode", mode);
            boolean isFirst = mode.equals("interactive");
            ManySigns.prepare(isFirst ? tests : tests / 10, Long.parseLong(args[1]), isFirst ? memory : new Memory());
            SummaryGeneratingListener summary = new SummaryGeneratingListener();
            try (LauncherSession session = LauncherFactory.openSession()) {
                session.getLauncher()
                        .execute(
                                LauncherDiscoveryRequestBuilder.request()
                                        .selectors(selectClass(ManySigns.class))
                                        .build(),
                                summary);
            }
            report = Math.max(report, Files.size(folder.resolve("report").resolve("report.json")));
            passed += summary.getSummary().getTestsSucceededCount();
            failed += summary.getSummary().getTotalFailureCount();
            summary.getSummary().getFailures().stream()
                    .limit(3)
                    .forEach(failure -> System.out.println(
                            failure.getTestIdentifier().getDisplayName() + ": " + failure.getException()));
        }
        long goldens = count(folder.resolve("golden"), ".json");
        System.out.println(passed + " tests passed, " + failed + " failed, " + goldens + " goldens, a report of "
                + report / 1024 + " KiB; " + memory);
        boolean isWhole = failed == 0
                && passed == tests + tests / 10
                && goldens == (tests - 1) / ManySigns.TESTS_A_GOLDEN + 1
                && memory.growsAtMost(tests / 2 * KIBIBYTES_A_TEST / 1024.0);
        System.exit(isWhole ? 0 : 1);
    }

    private static long count(Path folder, String end) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(end)).count();
        }
    }
}
