package io.github.clipunit.junit;

import io.github.clipunit.CachingScorer;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.RememberingScorer;
import io.github.clipunit.Settings;
import io.github.clipunit.TestScope;
import io.github.clipunit.model.ModelNames;
import io.github.clipunit.onnx.OnnxClipScorer;
import io.github.clipunit.onnx.OnnxOptions;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.platform.commons.support.AnnotationSupport;

/** What all tests of a run share: its settings, read once, and a scorer a model, which JUnit closes at the end. */
final class SharedRun implements AutoCloseable {

    private static final Namespace NAMESPACE = Namespace.create(SharedRun.class);

    private final Settings settings;
    private final Store store;
    private final GoldenRun goldens;
    private final RunRecorder recorder;

    private SharedRun(Settings settings, Store store) {
        this.settings = settings;
        this.store = store;
        this.goldens = new GoldenRun(settings, System.err::println);
        this.recorder = new RunRecorder(settings);
    }

    static SharedRun of(ExtensionContext context) {
        Store store = context.getRoot().getStore(NAMESPACE);
        return store.getOrComputeIfAbsent(SharedRun.class, key -> new SharedRun(read(context), store), SharedRun.class);
    }

    /** An unknown key is an error at the first test, whatever it was meant to decide. */
    private static Settings read(ExtensionContext context) {
        Settings settings = Settings.of(context::getConfigurationParameter);
        try {
            settings.refuseUnknownKeys(KnownSettings.ALL, KnownSettings.namesInPropertiesFile());
            KnownSettings.ALL.forEach(settings::get);
        } catch (IllegalArgumentException e) {
            throw new ExtensionConfigurationException(String.valueOf(e.getMessage()), e);
        }
        return settings;
    }

    GoldenRun goldens() {
        return goldens;
    }

    RunRecorder recorder() {
        return recorder;
    }

    /** Called by JUnit when the run ends; what is thrown here fails it. */
    @Override
    public void close() {
        Optional<String> obsolete = goldens.end(recorder.run());
        obsolete.ifPresent(recorder::notice);
        recorder.end(new BuildConsole(System.getenv(), System.out));
        obsolete.ifPresent(goldens::announce);
    }

    Settings settings() {
        return settings;
    }

    /** The scorer of the model that the nearest annotation names, or the settings. */
    ClipScorer scorer(ExtensionContext context) {
        String model = annotatedModel(context).orElseGet(() -> settings.get(ModelNames.MODEL));
        return store.getOrComputeIfAbsent(model, this::load, SharedScorer.class).scorer();
    }

    private SharedScorer load(String model) {
        OnnxOptions options = OnnxOptions.of(settings);
        OnnxClipScorer towers = OnnxClipScorer.load(ModelNames.find(model, settings), options);
        if (!settings.get(CachingScorer.ENABLED)) {
            towers.preload();
            return SharedScorer.announce(new RememberingScorer(towers));
        }
        CachingScorer cached = new CachingScorer(towers, settings, options.scoring(), towers::preload);
        return SharedScorer.announce(new RememberingScorer(cached));
    }

    private static Optional<String> annotatedModel(ExtensionContext context) {
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            Optional<String> model = at.get()
                    .getElement()
                    .flatMap(element -> AnnotationSupport.findAnnotation(element, ClipTest.class))
                    .map(ClipTest::model)
                    .filter(name -> !name.isBlank());
            if (model.isPresent()) {
                return model;
            }
        }
        return Optional.empty();
    }

    /** Closed by JUnit when the run ends, as every closeable value of its store is. */
    private record SharedScorer(ClipScorer scorer) implements AutoCloseable {

        static SharedScorer announce(ClipScorer scorer) {
            TestScope.announce(scorer);
            return new SharedScorer(scorer);
        }

        @Override
        public void close() {
            TestScope.retire(scorer);
            scorer.close();
        }
    }
}
