package io.github.clipunit.onnx;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.cache.CachingScorer;
import io.github.clipunit.image.ImageLimits;
import io.github.clipunit.internal.NearestName;
import io.github.clipunit.model.Precision;
import io.github.clipunit.model.hub.ModelNames;
import io.github.clipunit.model.hub.ModelStore;
import io.github.clipunit.prompt.PromptParameters;
import io.github.clipunit.prompt.PromptScorer;
import io.github.clipunit.settings.Setting;
import io.github.clipunit.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The opening of scorers by a model's name and settings, for tests and programs.
 *
 * @hidden
 */
public final class ScorerOpening {

    /** The settings of a scorer. */
    public static final List<Setting<?>> SETTINGS = List.of(
            ModelNames.MODEL,
            Precision.PRECISION,
            ModelStore.OFFLINE,
            ModelStore.CACHE_DIR,
            ModelStore.LOCK_FILE,
            ModelStore.QUIET,
            OnnxOptions.DEVICE,
            OnnxOptions.THREADS,
            OnnxOptions.OVERFLOW,
            PromptParameters.SETTING,
            ReferenceCosines.FILE,
            CachingScorer.ENABLED,
            CachingScorer.DIRECTORY,
            CachingScorer.MEGABYTES,
            ImageLimits.MAX_PIXELS,
            ImageLimits.MAX_BYTES,
            ImageLimits.ORIENTATION);

    /** The scorers shared by the whole JVM, by model and settings; they last as long as the JVM. */
    private static final Map<Shared, Lazy<PromptScorer>> SHARED = new ConcurrentHashMap<>();

    private ScorerOpening() {}

    /**
     * Opens a scorer for tests: it embeds prompts unchanged, and caches embeddings as the settings say.
     *
     * @param isParallel whether several tests are expected to run at once
     */
    public static CachingScorer open(String model, Settings settings, boolean isParallel) {
        return open(model, settings, isParallel ? OnnxClipScorer::preloadForMany : OnnxClipScorer::preload);
    }

    private static CachingScorer open(String model, Settings settings, Consumer<OnnxClipScorer> beforeFirstMiss) {
        OnnxOptions options = OnnxOptions.of(settings);
        OnnxClipScorer towers = OnnxClipScorer.load(ModelNames.find(model, settings), options);
        return new CachingScorer(towers, settings, options.scoring(), () -> beforeFirstMiss.accept(towers));
    }

    /** Opens a scorer for programs, which also removes the generator parameters from prompts. */
    static PromptScorer open(String model, Map<String, String> given) {
        Settings settings = settings(model, given);
        return PromptScorer.of(forPrograms(model, settings), () -> settings);
    }

    /** Opens a scorer whose first use decides which session of the vision tower it loads. */
    private static CachingScorer forPrograms(String model, Settings settings) {
        return open(model, settings, OnnxClipScorer::preloadText);
    }

    /** Returns this JVM's scorer, which the first caller opens; if that fails, the next caller tries again. */
    static ClipScorer shared(String model, Map<String, String> given) {
        Shared key = new Shared(model, new TreeMap<>(given));
        return SHARED.computeIfAbsent(key, missing -> new Lazy<>(() -> lasting(missing)))
                .get();
    }

    /**
     * Opens a scorer whose last embeddings are written to disk when the JVM ends. It is never closed, because that
     * would fail threads that still use it.
     */
    private static PromptScorer lasting(Shared shared) {
        Settings settings = settings(shared.model(), shared.given());
        CachingScorer scorer = forPrograms(shared.model(), settings);
        Runtime.getRuntime().addShutdownHook(new Thread(scorer::finishWriting, "clipunit-shared-end"));
        return PromptScorer.of(scorer, () -> settings).shared();
    }

    private static Settings settings(String model, Map<String, String> given) {
        if (given.containsKey(ModelNames.MODEL.name())) {
            throw new IllegalArgumentException(ModelNames.MODEL.name() + " [" + given.get(ModelNames.MODEL.name())
                    + "] must not be among the settings, because the model [" + model + "] is given separately");
        }
        Map<String, Setting<?>> known = new TreeMap<>();
        SETTINGS.forEach(setting -> known.put(setting.name(), setting));
        Settings settings = Settings.ofJvm();
        for (Map.Entry<String, String> entry : given.entrySet()) {
            Setting<?> setting = known.get(entry.getKey());
            if (setting == null) {
                throw new IllegalArgumentException("unknown setting of a scorer [" + entry.getKey() + "]; did you mean "
                        + NearestName.of(entry.getKey(), known.keySet()) + "? choose one of: "
                        + String.join(", ", known.keySet()));
            }
            if (entry.getValue() == null) {
                throw new IllegalArgumentException("setting " + entry.getKey() + " must not be null; omit it to use "
                        + "the system property or environment variable");
            }
            settings = settings.with(setting, entry.getValue());
        }
        SETTINGS.forEach(settings::get);
        return settings;
    }

    private record Shared(String model, Map<String, String> given) {}
}
