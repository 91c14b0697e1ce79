package io.github.clipunit.golden.verdict;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.check.CheckedGolden;
import io.github.clipunit.golden.Golden;
import io.github.clipunit.golden.store.BuildServer;
import io.github.clipunit.golden.store.GoldenFile;
import io.github.clipunit.golden.store.GoldenFolder;
import io.github.clipunit.golden.store.GoldenKey;
import io.github.clipunit.golden.store.GoldenLedger;
import io.github.clipunit.internal.OutputForm;
import io.github.clipunit.internal.Project;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.settings.Setting;
import io.github.clipunit.settings.Settings;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The goldens of a running test: finds them and determines which rules apply. */
public final class Goldens {

    private final TestScope scope;
    private final GoldenRules rules;
    private final Project project;
    private final Consumer<String> console;
    private final UnaryOperator<String> reading;

    private Goldens(
            TestScope scope,
            GoldenRules rules,
            Project project,
            Consumer<String> console,
            UnaryOperator<String> reading) {
        this.scope = scope;
        this.rules = rules;
        this.project = project;
        this.console = console;
        this.reading = reading;
    }

    /**
     * Returns the goldens of a running test, with its settings and its {@link Golden} annotations.
     *
     * @throws IllegalArgumentException if a setting or annotation is invalid; the message names it
     */
    public static Goldens of(TestScope scope) {
        return of(scope, System.getenv(), scope.settings().project(), OutputForm::tell);
    }

    /**
     * Returns the goldens of the test that an assertion belongs to.
     *
     * @param scorer the scorer of the assertion
     * @throws IllegalStateException if the assertion belongs to no test
     */
    public static Goldens of(ClipScorer scorer) {
        Goldens goldens = of(require(TestScope.of(scorer)));
        return new Goldens(
                goldens.scope, goldens.rules, goldens.project, goldens.console, prompt -> scorer.readingOf(prompt)
                        .mode());
    }

    static Goldens of(TestScope scope, Map<String, String> environment, Project project, Consumer<String> console) {
        GoldenRules rules = GoldenRules.of(scope.settings(), scope.identity(), BuildServer.of(environment));
        return new Goldens(scope, rules, project, console, prompt -> "");
    }

    /**
     * Returns the test that a golden or a cassette belongs to.
     *
     * @throws IllegalStateException if there is none
     */
    public static TestScope require(Optional<TestScope> scope) {
        return scope.orElseThrow(() -> new IllegalStateException("goldens and cassettes belong to a test, but this code"
                + " runs outside one: put @ClipTest on the test class or method; on a thread that a test started, pass the"
                + " test method's ClipScorer parameter with assertThat(image).scoredBy(scorer), and open cassettes before"
                + " the thread starts"));
    }

    /**
     * Returns the same goldens with another tolerance.
     *
     * @param tolerance how far a score may lie below its golden's, as a cosine in [0, 2]
     * @throws IllegalArgumentException if the tolerance is outside that range
     */
    public Goldens withTolerance(double tolerance) {
        return new Goldens(scope, rules.withTolerance(tolerance), project, console, reading);
    }

    /**
     * Returns the test's own golden. Each call returns the next one, because a test may compare several pictures.
     *
     * @throws IllegalStateException on a thread that the test started, where the order of several goldens is not fixed
     */
    public AskedGolden next() {
        if (!scope.isHere()) {
            throw new IllegalStateException(
                    "goldens without a name are numbered in the order in which their test uses them, but ["
                            + scope.identity().selector()
                            + "] uses one on a thread that it started, where the order is not fixed:"
                            + " name the golden with hasNotRegressedFrom(name)");
        }
        return ask(folder().own(scope.next("golden")));
    }

    /**
     * Returns a named golden of the test's class, which every test of the class may use any number of times.
     *
     * @param name any text that is not blank
     */
    public AskedGolden named(String name) {
        return ask(folder().named(name));
    }

    private GoldenFolder folder() {
        return GoldenFolder.of(scope.settings(), scope.identity(), project);
    }

    private AskedGolden ask(GoldenKey key) {
        TestIdentity test = scope.identity();
        String path = key.path().replaceFirst("\\.json$", "");
        new GoldenLedger(project).note(key.root(), path, key.shared(), test);
        GoldenFile file = new GoldenFile(key, project.show(key.file()), project.lock(key.file()));
        AcceptCommand accept = new AcceptCommand(
                project, test.testClass().getName(), test.testMethod().map(Method::getName), key);
        Optional<RunBudget> budget = scope.parts(RunBudget.class).findFirst();
        GoldenRules own =
                budget.map(run -> rules.withAlpha(run.level(key.root()))).orElse(rules);
        return new AskedGolden(own, key, reading, new Arbiter(scope, own, file, accept, project, console, budget));
    }

    /**
     * Returns the commands that repeat a test with a setting, for people to copy.
     *
     * @param purpose the purpose of the commands, such as {@code To record it anew}
     */
    public static String command(TestIdentity test, Project project, String purpose, Setting<?> setting, String value) {
        return AcceptCommand.with(project, test, purpose, setting, value);
    }

    /** Returns the goldens that a test will write when it ends. */
    static PendingGoldens pending(TestScope scope) {
        return scope.part(PendingGoldens.class, () -> {
            PendingGoldens goldens = new PendingGoldens();
            scope.whenOver(goldens::end);
            return goldens;
        });
    }

    /** Returns the goldens that a test wrote as it ended. */
    public static List<CheckedGolden> written(TestScope scope) {
        return pending(scope).written();
    }

    /** Returns the directory of goldens for tests that do not choose their own. */
    public static Path directory(Settings settings) {
        return GoldenFolder.root(settings, settings.project());
    }
}
