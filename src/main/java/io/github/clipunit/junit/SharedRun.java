package io.github.clipunit.junit;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.cassette.RecordedCassettes;
import io.github.clipunit.generator.CallLog;
import io.github.clipunit.golden.GoldenSettings;
import io.github.clipunit.golden.store.Unasked;
import io.github.clipunit.golden.verdict.RunBudget;
import io.github.clipunit.internal.Interrupts;
import io.github.clipunit.internal.OutputForm;
import io.github.clipunit.internal.Project;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.judge.Answers;
import io.github.clipunit.model.hub.ModelNames;
import io.github.clipunit.onnx.ScorerOpening;
import io.github.clipunit.report.RunReport;
import io.github.clipunit.settings.Settings;
import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The state shared by all tests of a run: its settings, read once, and one scorer per model, which JUnit closes at the
 * end of the session.
 */
@SuppressWarnings("deprecation") // before 5.13, JUnit closes only values of its own type
final class SharedRun implements AutoCloseable, CloseableResource {

    private static final Namespace NAMESPACE = Namespace.create(SharedRun.class);

    private final Settings settings;
    private final Optional<FailedContainers> failed;
    private final boolean isParallel;
    private final GoldenRun goldens;
    private final RunRecorder recorder;
    private final Optional<RunBudget> budget;
    private final CallLog calls;
    private final RecordedCassettes cassettes = new RecordedCassettes();
    private final List<Object> values;
    private final Map<String, ClipScorer> scorers = new ConcurrentHashMap<>();
    private final Registered registered = new Registered();
    private final Answers answers = new Answers(System.getenv());
    private final Map<Class<?>, Settings> ofClasses = new ConcurrentHashMap<>();
    private final Map<Class<?>, Variants> variants = new ConcurrentHashMap<>();
    private final Map<AnnotatedElement, Optional<String>> annotated = new ConcurrentHashMap<>();

    private SharedRun(Settings settings, Optional<FailedContainers> failed, boolean isParallel) {
        this.settings = settings;
        this.failed = failed;
        this.isParallel = isParallel;
        this.recorder = new RunRecorder(settings);
        this.goldens = new GoldenRun(settings, OutputForm::tell, recorder.run());
        double alpha = settings.get(GoldenSettings.RUN_ALPHA);
        this.budget = alpha == 0 ? Optional.empty() : Optional.of(new RunBudget(alpha));
        // A run that was named by the user may be several builds.
        this.calls = CallLog.of(
                settings,
                settings.project().records().resolve("calls"),
                recorder.run().filter(run -> settings.get(RunReport.RUN).isBlank()));
        this.values = KnownSettings.ALL.stream().<Object>map(settings::get).toList();
    }

    /**
     * Returns the run that a test or class belongs to.
     *
     * @throws ExtensionConfigurationException if its settings are invalid, or its JUnit is too old
     */
    static SharedRun of(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        SharedRun.class,
                        key -> new SharedRun(read(context), FailedContainers.of(context), isParallel(context)),
                        SharedRun.class);
    }

    /** Reads the settings. An unknown key is an error at the first test, whatever it was meant for. */
    private static Settings read(ExtensionContext context) {
        OldestJUnit.require();
        Project project = context.getTestClass().map(Project::of).orElseGet(Project::ofJvm);
        Settings settings = Settings.of(context::getConfigurationParameter).in(project);
        try {
            settings.refuseUnknownKeys(KnownSettings.ALL, Settings.keysInPropertiesFile());
            KnownSettings.ALL.forEach(settings::get);
        } catch (IllegalArgumentException e) {
            throw new ExtensionConfigurationException(String.valueOf(e.getMessage()), e);
        }
        return settings;
    }

    /** Returns whether JUnit runs tests at once by default, which only makes another form of the model the better one. */
    private static boolean isParallel(ExtensionContext context) {
        return isSet(context, "enabled", "true")
                && (isSet(context, "mode.default", "concurrent")
                        || isSet(context, "mode.classes.default", "concurrent"));
    }

    private static boolean isSet(ExtensionContext context, String name, String value) {
        return context.getConfigurationParameter("junit.jupiter.execution.parallel." + name)
                .filter(value::equalsIgnoreCase)
                .isPresent();
    }

    GoldenRun goldens() {
        return goldens;
    }

    RunRecorder recorder() {
        return recorder;
    }

    /** Called by JUnit when the run ends; an exception thrown here fails the run. */
    @Override
    public void close() {
        Optional<Unasked> unasked = goldens.end();
        Optional<String> late =
                budget.map(RunBudget::late).filter(lines -> !lines.isEmpty()).map(SharedRun::late);
        failed.ifPresent(containers -> containers.tell(goldens.classes(), recorder));
        unasked.map(Unasked::notice).ifPresent(recorder::notice);
        late.ifPresent(recorder::notice);
        recorder.called(calls);
        recorder.end(
                BuildConsole.ofProcess(),
                late.map(text -> text.lines().findFirst().orElse(text)).or(() -> unasked.flatMap(goldens::fault)));
        late.ifPresent(text -> {
            throw new IllegalStateException(text);
        });
        unasked.ifPresent(goldens::announce);
    }

    private static String late(List<String> lines) {
        return "goldens regressed at " + GoldenSettings.RUN_ALPHA.name() + ", which all goldens of the run share ["
                + lines.size() + "]:\n  " + String.join("\n  ", lines);
    }

    /** Returns the cassettes that the run recorded. */
    RecordedCassettes cassettes() {
        return cassettes;
    }

    /** Returns the log of generator calls. */
    CallLog calls() {
        return calls;
    }

    /** Returns the false positive rate shared by all set goldens, if one is set. */
    Optional<RunBudget> budget() {
        return budget;
    }

    /** Returns the settings of a test class. An IDE may run classes of several modules at once. */
    Settings settings(Class<?> testClass) {
        return ofClasses.computeIfAbsent(testClass, type -> settings.in(Project.of(type)));
    }

    /** Returns the names of a test class's invocations. */
    Variants variants(Class<?> testClass) {
        return variants.computeIfAbsent(
                testClass, type -> new Variants(settings(type).project()));
    }

    Registered registered() {
        return registered;
    }

    /** Returns the answers of judges in this run. */
    Answers answers() {
        return answers;
    }

    /**
     * Returns the scorer that the nearest field registers, or the scorer for the model named by the nearest annotation
     * or the settings.
     */
    ClipScorer scorer(ExtensionContext context) {
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            Optional<AnnotatedElement> element = at.get().getElement();
            if (element.isPresent()) {
                Optional<ClipScorer> own =
                        element.get() instanceof Class<?> type ? registered.scorer(type, context) : Optional.empty();
                Optional<String> model = annotated.computeIfAbsent(element.get(), SharedRun::annotatedModel);
                if (own.isPresent() || model.isPresent()) {
                    return own.orElseGet(() -> scorer(context, model.orElseThrow()));
                }
            }
        }
        return scorer(context, settings.get(ModelNames.MODEL));
    }

    private ClipScorer scorer(ExtensionContext context, String model) {
        ClipScorer known = scorers.get(model);
        return known == null ? sharedScorer(context, model) : known;
    }

    /**
     * Returns the scorer for a model and the values of all settings. It outlives this run, because a build that passes
     * its forks one class at a time makes a run of each, all in one session.
     */
    private ClipScorer sharedScorer(ExtensionContext context, String model) {
        Store store = longestStore(context);
        List<Object> key = List.of(model, values);
        try {
            ClipScorer scorer = store.getOrComputeIfAbsent(key, missing -> load(model), SharedScorer.class)
                    .scorer();
            scorers.put(model, scorer);
            return scorer;
        } catch (RuntimeException e) {
            if (Interrupts.caused(e) && Thread.currentThread().isInterrupted()) {
                // Otherwise all later tests would fail because one timed out; JUnit throws what it removes.
                store.remove(key);
            }
            throw e;
        }
    }

    /** Returns the store of the session, which exists since JUnit 5.13, or the store of the run. */
    private static Store longestStore(ExtensionContext context) {
        try {
            return context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE);
        } catch (LinkageError e) {
            return context.getRoot().getStore(NAMESPACE);
        }
    }

    private SharedScorer load(String model) {
        return new SharedScorer(ScorerOpening.open(model, settings, isParallel));
    }

    private static Optional<String> annotatedModel(AnnotatedElement element) {
        return AnnotationSupport.findAnnotation(element, ClipTest.class)
                .map(ClipTest::model)
                .filter(name -> !name.isEmpty())
                .map(name -> {
                    if (name.isBlank()) {
                        throw new ExtensionConfigurationException("@ClipTest(model = [" + VisibleText.onOneLine(name)
                                + "]) of [" + element + "] must not be blank; leave it out to let "
                                + ModelNames.MODEL.name() + " decide");
                    }
                    return name;
                });
    }

    /** A scorer that JUnit closes when the session ends, like every closeable value of its store. */
    @SuppressWarnings("deprecation")
    private record SharedScorer(ClipScorer scorer) implements AutoCloseable, CloseableResource {

        @Override
        public void close() {
            scorer.close();
        }
    }
}
