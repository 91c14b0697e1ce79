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

/** The goldens of a running test: finds them, and says what may be done to them. */
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
     * The goldens of a running test, by its settings and its {@link Golden} annotations.
     *
     * @throws IllegalArgumentException if a setting or annotation cannot be read; the message names it
     */
    public static Goldens of(TestScope scope) {
        return of(scope, System.getenv(), scope.settings().project(), OutputForm::tell);
    }

    /**
     * The goldens of the test that an assertion belongs to.
     *
     * @param scorer the assertion's
     * @throws IllegalStateException if it belongs to none
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
     * The scope that a golden or a cassette belongs to.
     *
     * @throws IllegalStateException if it is empty
     */
    public static TestScope require(Optional<TestScope> scope) {
        return scope.orElseThrow(() -> new IllegalStateException("goldens and cassettes belong to a test, but this code"
                + " belongs to none: put @ClipTest on the test class or method; on a thread of a test's own, name the test"
                + " method's ClipScorer parameter with assertThat(image).scoredBy(scorer), and ask for cassettes before"
                + " the thread starts"));
    }

    /**
     * The same with another tolerance.
     *
     * @param tolerance how far a score may lie below its golden's, as a cosine in [0, 2]
     * @throws IllegalArgumentException if it lies outside
     */
    public Goldens withTolerance(double tolerance) {
        return new Goldens(scope, rules.withTolerance(tolerance), project, console, reading);
    }

    /**
     * The test's own golden; each call gives the next one, as a test may compare several pictures.
     *
     * @throws IllegalStateException on a thread of the test's own making, as nobody knows which of several asks first
     */
    public AskedGolden next() {
        if (!scope.isHere()) {
            throw new IllegalStateException(
                    "goldens without a name go by the order in which their test asks for them, which"
                            + " threads do not keep, and [" + scope.identity().selector()
                            + "] asks on a thread of its own making:"
                            + " give the golden a name with hasNotRegressedFrom(name)");
        }
        return ask(folder().own(scope.next("golden")));
    }

    /**
     * A golden of the test's class by name; every test of the class may ask for it, however often.
     *
     * @param name any text but a blank one
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
     * The commands that run a test again with a setting, for people to copy.
     *
     * @param purpose what for, such as {@code To record it anew}
     */
    public static String command(TestIdentity test, Project project, String purpose, Setting<?> setting, String value) {
        return AcceptCommand.with(project, test, purpose, setting, value);
    }

    /** What a test is about to write when it is over. */
    static PendingGoldens pending(TestScope scope) {
        return scope.part(PendingGoldens.class, () -> {
            PendingGoldens goldens = new PendingGoldens();
            scope.whenOver(goldens::end);
            return goldens;
        });
    }

    /** The goldens that a test wrote as it ended. */
    public static List<CheckedGolden> written(TestScope scope) {
        return pending(scope).written();
    }

    /** The directory of the goldens of tests that choose none of their own. */
    public static Path directory(Settings settings) {
        return GoldenFolder.root(settings, settings.project());
    }
}
