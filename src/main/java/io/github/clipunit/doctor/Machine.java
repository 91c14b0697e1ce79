package io.github.clipunit.doctor;

import io.github.clipunit.cache.CachingScorer;
import io.github.clipunit.model.EmbeddedModel;
import io.github.clipunit.model.ModelDirectory;
import io.github.clipunit.model.hub.ModelNames;
import io.github.clipunit.model.hub.ModelStore;
import io.github.clipunit.onnx.OnnxClipScorer;
import io.github.clipunit.onnx.OnnxOptions;
import io.github.clipunit.settings.Settings;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The machine that the doctor examines.
 *
 * @param properties the JVM's
 * @param classPath the entries of the class path that is examined
 * @param caches the cache folders, by their purpose
 * @param hub a sentence on whether the Hub answers; a missing network is not a fault
 * @param model the location of the configured model; throws if it is not on disk
 * @param score the cosine of a drawn picture and its prompt by the model in the jar
 */
public record Machine(
        Map<String, String> environment,
        Properties properties,
        List<Path> classPath,
        SortedMap<String, Path> caches,
        Supplier<String> hub,
        Supplier<ModelDirectory> model,
        Supplier<Double> score) {

    /**
     * Returns this machine, as a JVM sees it.
     *
     * @param classPath the entries to examine, with the system's separator
     */
    public static Machine ofJvm(Settings settings, String classPath) {
        ModelStore store = ModelStore.of(settings);
        Map<String, String> environment = System.getenv();
        String library = environment.getOrDefault(
                "DJL_CACHE_DIR", System.getProperty("user.home", ".") + File.separator + ".djl.ai");
        SortedMap<String, Path> caches = new TreeMap<>(Map.of(
                "embeddings",
                CachingScorer.place(settings),
                "models",
                store.cache(),
                "tokenizers' library",
                Path.of(environment.getOrDefault("ENGINE_CACHE_DIR", library))));
        return new Machine(
                environment,
                System.getProperties(),
                Stream.of(classPath.split(File.pathSeparator)).map(Path::of).toList(),
                caches,
                store::sayHub,
                () -> ModelNames.find(settings.get(ModelNames.MODEL), settings.with(ModelStore.OFFLINE, "true")),
                () -> OnnxClipScorer.cosineOfDrawn(EmbeddedModel.pictogram(), OnnxOptions.of(settings)));
    }
}
