package io.github.clipunit.junit;

import io.github.clipunit.Settings;
import io.github.clipunit.golden.GoldenLedger;
import io.github.clipunit.golden.Goldens;
import io.github.clipunit.golden.ObsoleteMode;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    private final GoldenLedger ledger = GoldenLedger.ofProject();
    private final Map<Class<?>, Set<Method>> finished = new ConcurrentHashMap<>();
    private final Map<Class<?>, Set<Method>> failed = new ConcurrentHashMap<>();

    GoldenRun(Settings settings, Consumer<String> console) {
        this.settings = settings;
        this.console = console;
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
     * Says which goldens are obsolete.
     *
     * @throws IllegalStateException if there are any and the settings want the run to fail
     */
    void end() {
        Path directory = Goldens.directory(settings);
        if (finished.isEmpty() || !Files.isDirectory(directory) || !isComplete()) {
            return;
        }
        Set<String> classes = finished.keySet().stream().map(Class::getName).collect(Collectors.toSet());
        List<Path> obsolete = ledger.obsoleteOfAll(List.of(directory), classes);
        if (obsolete.isEmpty()) {
            return;
        }
        String notice = ledger.notice(obsolete);
        if (settings.get(GoldenLedger.OBSOLETE) == ObsoleteMode.FAIL) {
            throw new IllegalStateException(notice);
        }
        console.accept(notice);
    }

    private boolean isComplete() {
        return !isFiltered()
                && failed.isEmpty()
                && ClipTestClass.besides(finished.keySet()).stream()
                        .allMatch(type -> finished.containsKey(type)
                                && finished.get(type).containsAll(ClipTestClass.testMethods(type)));
    }

    /** Maven hands on what {@code -Dtest=} and {@code -Dgroups=} say, which may name all tests there are by chance. */
    private static boolean isFiltered() {
        return Stream.of("test", "groups", "excludedGroups")
                .anyMatch(name -> !System.getProperty(name, "").isBlank());
    }
}
