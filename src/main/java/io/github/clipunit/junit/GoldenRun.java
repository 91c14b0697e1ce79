package io.github.clipunit.junit;

import io.github.clipunit.golden.ObsoleteMode;
import io.github.clipunit.golden.store.ClassRecord;
import io.github.clipunit.golden.store.GoldenLedger;
import io.github.clipunit.golden.store.Unasked;
import io.github.clipunit.golden.verdict.Goldens;
import io.github.clipunit.internal.Counted;
import io.github.clipunit.internal.Project;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.settings.Settings;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Records which tests ran to their end, and reports at the end of the run which goldens no test used: goldens of tests
 * that ran to their end, of tests removed from their class, and of removed classes. A test that did not run proves
 * nothing. Each source set of each module is judged separately, because an IDE may run several at once.
 */
final class GoldenRun {

    private final Settings settings;
    private final Consumer<String> console;
    private final Optional<String> run;
    private final Map<Class<?>, ClassRun> classes = new ConcurrentHashMap<>();
    private final Map<Class<?>, Project> projects = new ConcurrentHashMap<>();
    /** The classes of which a test may have failed in this run; only for these it is worth looking for a record. */
    private final Set<Class<?>> failing = ConcurrentHashMap.newKeySet();

    /**
     * Starts without tests.
     *
     * @param run the id shared by all forks of the run, if they can be distinguished from those of other runs
     */
    GoldenRun(Settings settings, Consumer<String> console, Optional<String> run) {
        this.settings = settings;
        this.console = console;
        this.run = run;
    }

    /** Records that a class is about to run. */
    void begin(Class<?> testClass) {
        classOf(testClass);
    }

    /** Returns the classes of the run. */
    Set<Class<?>> classes() {
        return classes.keySet();
    }

    /** Returns whether an earlier attempt of a test failed in this run. */
    boolean hasFailed(TestIdentity test) {
        classOf(test.testClass());
        return test.testMethod().isPresent()
                && failing.contains(test.testClass())
                && ledger(test).hasFailed(test);
    }

    private GoldenLedger ledger(TestIdentity test) {
        classOf(test.testClass());
        return new GoldenLedger(Objects.requireNonNull(projects.get(test.testClass())));
    }

    /** Records that a test ran. */
    void finish(TestIdentity test, boolean failed) {
        if (failed) {
            failing.add(test.testClass());
            ledger(test).noteFailure(test);
        }
        classOf(test.testClass()).finish(test, failed);
    }

    /** Records that a test of a running class was disabled. */
    void skip(Class<?> testClass, Method test, String why) {
        classOf(testClass).skip(test, why);
    }

    private ClassRun classOf(Class<?> testClass) {
        return classes.computeIfAbsent(testClass, type -> {
            Project project = Project.of(type);
            projects.put(type, project);
            GoldenLedger ledger = new GoldenLedger(project);
            ledger.begin(type, run.orElse(""));
            if (ledger.hasAsked(Set.of(type.getName()))) {
                failing.add(type);
            }
            return new ClassRun(type);
        });
    }

    /** Returns the goldens that no test used, if there are any. */
    Optional<Unasked> end() {
        List<String> obsolete = new ArrayList<>();
        Map<String, String> unjudged = new TreeMap<>();
        for (Project project : Set.copyOf(projects.values())) {
            Unasked own = end(
                    project,
                    classes.entrySet().stream()
                            .filter(entry -> project.equals(projects.get(entry.getKey())))
                            .map(Map.Entry::getValue)
                            .toList());
            obsolete.addAll(own.obsolete());
            unjudged.putAll(own.unjudged());
        }
        return Optional.of(new Unasked(obsolete, new TreeMap<>(unjudged))).filter(all -> !all.isEmpty());
    }

    private Unasked end(Project project, Collection<ClassRun> ran) {
        GoldenLedger ledger = new GoldenLedger(project);
        Path directory = Goldens.directory(settings.in(project));
        Set<String> names = ran.stream().map(ClassRun::name).collect(Collectors.toSet());
        if ((!Files.isDirectory(directory) && !ledger.hasAsked(names)) || !ledger.isKept()) {
            return new Unasked(List.of(), new TreeMap<>()); // so that this run leaves no files behind
        }
        List<ClassRecord> records =
                ran.stream().map(type -> type.record(run.orElse(""))).toList();
        Set<String> gone = ledger.folders(directory).stream()
                .filter(name -> isGone(name, project, ran))
                .collect(Collectors.toSet());
        ledger.end(run.orElse(""), directory, records, gone);
        boolean isOfChosen = isFiltered() || records.stream().anyMatch(ClassRecord::isOfChosenTests);
        return claim(ledger, ledger.unasked(directory, names, isOfChosen ? Set.of() : gone));
    }

    private Unasked claim(GoldenLedger ledger, Unasked found) {
        if (run.isEmpty() || found.isEmpty()) {
            return found;
        }
        Set<String> all = Stream.concat(found.obsolete().stream(), found.unjudged().keySet().stream())
                .collect(Collectors.toSet());
        Set<String> claimed = ledger.claim(run.get(), all);
        return new Unasked(
                found.obsolete().stream().filter(claimed::contains).toList(),
                found.unjudged().entrySet().stream()
                        .filter(entry -> claimed.contains(entry.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new)));
    }

    /**
     * Returns whether a folder's class no longer exists. A name with a hyphen was altered for file systems, so it is
     * not the name of a class.
     */
    private static boolean isGone(String name, Project project, Collection<ClassRun> ran) {
        return !name.contains("-") && ran.stream().noneMatch(type -> type.isBeside(name)) && !project.hasCompiled(name);
    }

    /** Returns why the run fails, in a few words; empty if the settings do not demand failure. */
    Optional<String> fault(Unasked unasked) {
        int count = settings.get(GoldenLedger.OBSOLETE) == ObsoleteMode.FAIL
                ? unasked.obsolete().size()
                : 0;
        return count == 0 ? Optional.empty() : Optional.of(Counted.of(count, "golden") + " that no test used");
    }

    /**
     * Reports the goldens that no test used.
     *
     * @throws IllegalStateException if the settings demand failure for obsolete goldens
     */
    void announce(Unasked unasked) {
        if (fault(unasked).isPresent()) {
            throw new IllegalStateException(unasked.notice());
        }
        console.accept(unasked.notice());
    }

    /**
     * Returns whether only some tests were selected. Maven passes on the values of {@code -Dtest=} and
     * {@code -Dgroups=}.
     */
    private static boolean isFiltered() {
        return Stream.of("test", "groups", "excludedGroups")
                .anyMatch(name -> !System.getProperty(name, "").isBlank());
    }
}
