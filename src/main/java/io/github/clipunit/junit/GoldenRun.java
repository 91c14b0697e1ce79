package io.github.clipunit.junit;

import io.github.clipunit.golden.ObsoleteMode;
import io.github.clipunit.golden.store.GoldenLedger;
import io.github.clipunit.golden.verdict.Goldens;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.settings.Settings;
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

/**
 * Notes which tests ran to their end, and says at the end of the run which goldens no test asked for: those of each class
 * that ran as a whole, and those of classes that are gone. A class that did not run, or not to its end, decides nothing.
 */
final class GoldenRun {

    private final Settings settings;
    private final Consumer<String> console;
    private final GoldenLedger ledger;
    private final Map<Class<?>, ClassRun> classes = new ConcurrentHashMap<>();

    GoldenRun(Settings settings, Consumer<String> console) {
        this.settings = settings;
        this.console = console;
        this.ledger = new GoldenLedger(settings.project());
    }

    /** Notes that a class is about to run. */
    void begin(Class<?> testClass) {
        classOf(testClass);
    }

    /** Notes that a test ran. */
    void finish(TestIdentity test, boolean failed) {
        classOf(test.testClass()).finish(test, failed);
    }

    private ClassRun classOf(Class<?> testClass) {
        return classes.computeIfAbsent(ClassRun.topLevel(testClass), type -> {
            ledger.begin(type);
            return new ClassRun(type);
        });
    }

    /**
     * The notice of goldens that are obsolete, if there are any.
     *
     * @param run names the run for all its forks, if it has forks that can be told from those of other runs
     */
    Optional<String> end(Optional<String> run) {
        Path directory = Goldens.directory(settings);
        Set<String> ran = classes.values().stream().map(ClassRun::name).collect(Collectors.toSet());
        if (!Files.isDirectory(directory) && !ledger.hasAsked(ran)) {
            return Optional.empty(); // such a run leaves nothing behind
        }
        if (!ledger.isKept()) {
            return Optional.empty();
        }
        Set<String> complete = classes.values().stream()
                .filter(ClassRun::isComplete)
                .map(ClassRun::name)
                .collect(Collectors.toSet());
        complete.retainAll(claim(run, ran));
        return Optional.of(ledger.obsolete(List.of(directory), complete, claim(run, gone(directory))))
                .filter(obsolete -> !obsolete.isEmpty())
                .map(ledger::notice);
    }

    private Set<String> claim(Optional<String> run, Set<String> names) {
        return run.filter(name -> !names.isEmpty())
                .map(name -> ledger.claim(name, names))
                .orElse(names);
    }

    /**
     * The folders of goldens whose class is no longer there. A name with a hyphen is not the class's own: it was altered for
     * file systems.
     */
    private Set<String> gone(Path directory) {
        return classes.isEmpty() || isFiltered()
                ? Set.of()
                : ledger.folders(directory).stream()
                        .filter(name -> !name.contains("-"))
                        .filter(name -> classes.values().stream().noneMatch(ran -> ran.isBeside(name)))
                        .collect(Collectors.toSet());
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

    /** Maven hands on what {@code -Dtest=} and {@code -Dgroups=} say; whoever runs a few tests looks at those alone. */
    private static boolean isFiltered() {
        return Stream.of("test", "groups", "excludedGroups")
                .anyMatch(name -> !System.getProperty(name, "").isBlank());
    }
}
