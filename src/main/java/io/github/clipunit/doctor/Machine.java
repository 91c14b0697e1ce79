package io.github.clipunit.doctor;

import io.github.clipunit.cache.CachingScorer;
import io.github.clipunit.internal.UserCache;
import io.github.clipunit.model.EmbeddedModel;
import io.github.clipunit.model.ModelDirectory;
import io.github.clipunit.model.hub.HubState;
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
 * What the doctor looks at.
 *
 * @param properties the JVM's
 * @param classPath the entries of the class path that is examined
 * @param caches the folders that are kept, by what they are
 * @param hub whether the Hub answers, in words; an absent network is no fault
 * @param model where the set model is; throws where it is not on disk
 * @param score the cosine of a drawn picture and its prompt by the model in the jar
 */
public record Machine(
        Map<String, String> environment,
        Properties properties,
        List<Path> classPath,
        SortedMap<String, Path> caches,
        Supplier<String> hub,
        Supplier<OnDisk> model,
        Supplier<Double> score) {

    /** The model that is set, and the hash of each of its files. */
    public record OnDisk(String id, String place, SortedMap<String, String> hashes) {}

    /**
     * This machine, as a JVM sees it.
     *
     * @param classPath the entries to look at, divided as the system divides them
     */
    public static Machine ofJvm(Settings settings, String classPath) {
        HubState hub = ModelStore.of(settings).state();
        Map<String, String> environment = System.getenv();
        SortedMap<String, Path> caches = new TreeMap<>();
        caches.put(
                "embeddings",
                settings.get(CachingScorer.DIRECTORY).isBlank()
                        ? UserCache.folder("embeddings")
                        : settings.path(CachingScorer.DIRECTORY));
        caches.put("models", hub.cache());
        caches.put(
                "tokenizers' library",
                Path.of(environment.getOrDefault(
                        "ENGINE_CACHE_DIR",
                        environment.getOrDefault("DJL_CACHE_DIR", System.getProperty("user.home", ".") + "/.djl.ai"))));
        return new Machine(
                environment,
                System.getProperties(),
                Stream.of(classPath.split(File.pathSeparator)).map(Path::of).toList(),
                caches,
                hub::say,
                () -> onDisk(settings),
                () -> OnnxClipScorer.cosineOfDrawn(EmbeddedModel.pictogram(), OnnxOptions.of(settings)));
    }

    private static OnDisk onDisk(Settings settings) {
        ModelDirectory model =
                ModelNames.find(settings.get(ModelNames.MODEL), settings.with(ModelStore.OFFLINE, "true"));
        return new OnDisk(model.id(), model.place(), model.hashes());
    }
}
