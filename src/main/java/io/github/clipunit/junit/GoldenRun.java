package io.github.clipunit.junit;

import io.github.clipunit.golden.ObsoleteMode;
import io.github.clipunit.golden.store.GoldenLedger;
import io.github.clipunit.golden.verdict.Goldens;
import io.github.clipunit.settings.Settings;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Notes which tests ran to their end, and after a run that was complete says which goldens none of them asked for. A run
 * is complete when every test of every clip test class beside the ones that ran did; one that was filtered, by whatever
 * means, never is.
 */
final class GoldenRun {

    private final Settings settings;
    private final Consumer<String> console;
    private final GoldenLedger ledger;
    private final Map<Class<?>, Set<Method>> finished = new ConcurrentHashMap<>();
    private final Map<Class<?>, Set<Method>> failed = new ConcurrentHashMap<>();

    GoldenRun(Settings settings, Consumer<String> console) {
        this.settings = settings;
        this.console = console;
        this.ledger = new GoldenLedger(settings.project());
    }

    /** Notes that a class is about to run. */
    void begin(ExtensionContext context) {
        Class<?> testClass = ClipTestClass.topLevel(context.getRequiredTestClass());
        finished.computeIfAbsent(testClass, type -> {
            ledger.begin(type);
            return ConcurrentHashMap.newKeySet();
        });
    }

    /** Notes that a test ran; one that failed, in one invocation of many, might have asked for more. */
    void finish(ExtensionContext context) {
        Map<Class<?>, Set<Method>> tests = context.getExecutionException().isEmpty() ? finished : failed;
        tests.computeIfAbsent(
                        ClipTestClass.topLevel(context.getRequiredTestClass()), type -> ConcurrentHashMap.newKeySet())
                .add(context.getRequiredTestMethod());
    }

    /**
     * The notice of goldens that are obsolete, if the run is complete with this process's end and there are any.
     *
     * @param run names the run for all its forks, if it has forks that can be told from those of other runs
     */
    Optional<String> end(Optional<String> run) {
        Path directory = Goldens.directory(settings);
        if (finished.isEmpty() || !Files.isDirectory(directory) || isFiltered()) {
            return Optional.empty();
        }
        Set<String> complete = finished.keySet().stream()
                .filter(this::isComplete)
                .map(Class::getName)
                .collect(Collectors.toSet());
        Set<String> classes = run.map(name -> ledger.finish(name, complete)).orElse(complete);
        Set<String> wanted = ClipTestClass.besides(finished.keySet()).stream()
                .map(Class::getName)
                .collect(Collectors.toSet());
        if (!classes.containsAll(wanted)) {
            return Optional.empty();
        }
        return Optional.of(ledger.obsoleteOfAll(List.of(directory), classes))
                .filter(obsolete -> !obsolete.isEmpty())
                .map(ledger::notice);
    }

    /**
     * Says which goldens are obsolete.
     *
     * @throws IllegalStateException if the settings want the run to fail
     */
    void announce(String notice) {
        if (settings.get(GoldenLedger.OBSOLETE) == ObsoleteMode.FAIL) {
            throw new IllegalStateException(notice);
        }
        console.accept(notice);
    }

    private boolean isComplete(Class<?> type) {
        return !failed.containsKey(type)
                && finished.getOrDefault(type, Set.of()).containsAll(ClipTestClass.testMethods(type));
    }

    /** Maven hands on what {@code -Dtest=} and {@code -Dgroups=} say, which may name all tests there are by chance. */
    private static boolean isFiltered() {
        return Stream.of("test", "groups", "excludedGroups")
                .anyMatch(name -> !System.getProperty(name, "").isBlank());
    }
}
