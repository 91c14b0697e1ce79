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
 * Opens scorers by a model's name and settings, as tests and programs have them.
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

    /** Those that serve the whole JVM, by model and settings; they end with it. */
    private static final Map<Shared, Lazy<PromptScorer>> SHARED = new ConcurrentHashMap<>();

    private ScorerOpening() {}

    /** A scorer for tests: of prompts as they are, which remembers embeddings as the settings say. */
    public static CachingScorer open(String model, Settings settings) {
        return open(model, settings, OnnxClipScorer::preload);
    }

    private static CachingScorer open(String model, Settings settings, Consumer<OnnxClipScorer> beforeFirstMiss) {
        OnnxOptions options = OnnxOptions.of(settings);
        OnnxClipScorer towers = OnnxClipScorer.load(ModelNames.find(model, settings), options);
        return new CachingScorer(towers, settings, options.scoring(), () -> beforeFirstMiss.accept(towers));
    }

    /** A scorer for programs: the same, of prompts as people write them. */
    static PromptScorer open(String model, Map<String, String> given) {
        Settings settings = settings(model, given);
        return PromptScorer.of(forPrograms(model, settings), () -> settings);
    }

    /** Which session of the vision tower a program needs, its first use tells. */
    private static CachingScorer forPrograms(String model, Settings settings) {
        return open(model, settings, OnnxClipScorer::preloadText);
    }

    /** The one of this JVM, opened by whoever asks first; where that fails, the next tries again. */
    static ClipScorer shared(String model, Map<String, String> given) {
        Shared key = new Shared(model, new TreeMap<>(given));
        return SHARED.computeIfAbsent(key, missing -> new Lazy<>(() -> lasting(missing)))
                .get();
    }

    /** What it computed last is written to disk as the JVM ends; closing it then would fail whoever is still at work. */
    private static PromptScorer lasting(Shared shared) {
        Settings settings = settings(shared.model(), shared.given());
        CachingScorer scorer = forPrograms(shared.model(), settings);
        Runtime.getRuntime().addShutdownHook(new Thread(scorer::finishWriting, "clipunit-shared-end"));
        return PromptScorer.of(scorer, () -> settings).shared();
    }

    private static Settings settings(String model, Map<String, String> given) {
        if (given.containsKey(ModelNames.MODEL.name())) {
            throw new IllegalArgumentException(ModelNames.MODEL.name() + " [" + given.get(ModelNames.MODEL.name())
                    + "] must not be among the settings, as the model [" + model + "] is named next to them");
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
                throw new IllegalArgumentException("setting " + entry.getKey() + " must not be null; leave it out for "
                        + "what system properties and the environment say");
            }
            settings = settings.with(setting, entry.getValue());
        }
        SETTINGS.forEach(settings::get);
        return settings;
    }

    private record Shared(String model, Map<String, String> given) {}
}
