package io.github.clipunit.model.hub;

import io.github.clipunit.internal.Sha256;
import io.github.clipunit.model.Catalog;
import io.github.clipunit.model.CatalogModel;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.model.Pin;
import io.github.clipunit.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** A small model on a FakeHub, a catalog that pins it, and stores that fetch it into a folder of the test. */
final class StoreFixture implements AutoCloseable {

    static final String ID = "openai/tiny";
    static final String REPOSITORY = "Xenova/tiny";
    static final String UNKNOWN = "someone/other-model";

    static final Map<String, byte[]> FILES = Map.of(
            "config.json", text("{\"model_type\": \"clip\"}"),
            "preprocessor_config.json", text("{\"size\": 224}"),
            "tokenizer.json", text("{\"version\": \"1.0\"}"),
            "onnx/vision_model.onnx", bytes(300_000, 1),
            "onnx/text_model.onnx", bytes(200_000, 2),
            "onnx/vision_model_quantized.onnx", bytes(80_000, 3),
            "onnx/text_model_quantized.onnx", bytes(60_000, 4));

    static final String VISION = "onnx/vision_model.onnx";

    final FakeHub hub = new FakeHub();
    final FakeHub elsewhere = new FakeHub();
    final Map<String, String> environment = new HashMap<>();
    final Map<String, String> settings = new HashMap<>();
    final List<Duration> waits = new ArrayList<>();
    final Path folder;
    final Path cache;
    Disk disk = new Disk();
    Duration grace = Duration.ofHours(1);
    /** How much later it is whenever the clock is read. */
    Duration tick = Duration.ZERO;

    private final AtomicLong now = new AtomicLong();

    StoreFixture(Path folder) {
        this.folder = folder;
        this.cache = folder.resolve("hub");
        environment.put("HF_ENDPOINT", hub.endpoint());
        environment.put("HF_HOME", folder.resolve("no-home").toString());
        settings.put("clipunit.cache.dir", cache.toString());
        settings.put(
                "clipunit.lock.file", folder.resolve("clipunit-models.lock").toString());
        settings.put("clipunit.quiet", "true");
        for (String repository : List.of(REPOSITORY, UNKNOWN)) {
            FILES.forEach((name, content) -> {
                if (name.endsWith(".onnx")) {
                    hub.largeFile(repository, name, content, elsewhere);
                } else {
                    hub.file(repository, name, content);
                }
            });
        }
    }

    ModelStore store() {
        return new ModelStore(Settings.of(settings), environment, catalog(FILES), patience(), disk);
    }

    ModelStore store(Catalog catalog) {
        return new ModelStore(Settings.of(settings), environment, catalog, patience(), disk);
    }

    /** Fetches a model in a JVM of its own. */
    Process fork(String endpoint, String id, String... jvmOptions) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                FetchMain.class.getName(),
                endpoint,
                cache.toString(),
                folder.resolve("clipunit-models.lock").toString(),
                id));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    /** What is said of a model that cannot be had. */
    String failure(String id) {
        try {
            throw new AssertionError("there is a model: " + store().fetch(id).hashes());
        } catch (ModelUnavailableException e) {
            return String.valueOf(e.getMessage());
        }
    }

    Path repository(String repository) {
        return cache.resolve("models--" + repository.replace("/", "--"));
    }

    Path snapshot(String repository) {
        return repository(repository).resolve("snapshots").resolve(FakeHub.COMMIT);
    }

    Path blob(String name) {
        return cache.resolve("models--Xenova--tiny/blobs").resolve(sha256(name));
    }

    Path incomplete(String name) {
        return blob(name).resolveSibling(blob(name).getFileName() + ".clipunit.incomplete");
    }

    /** The requests for a large file's content, at the server that has it. */
    List<FakeHub.Request> downloads(String name) {
        return elsewhere.requests("GET", sha256(name));
    }

    private Patience patience() {
        return new Patience(
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                4,
                Duration.ofSeconds(1),
                Duration.ofMinutes(5),
                grace,
                20_000,
                waits::add,
                () -> now.addAndGet(tick.toNanos()));
    }

    static byte[] content(String name) {
        return Objects.requireNonNull(FILES.get(name), name);
    }

    static String sha256(String name) {
        return Sha256.hex(content(name));
    }

    /** A catalog with one model, pinned whole. */
    static Catalog catalog(Map<String, byte[]> files) {
        Map<String, Pin> pins = new TreeMap<>();
        files.forEach((name, content) -> pins.put(name, new Pin((long) content.length, Sha256.hex(content))));
        return new Catalog(
                List.of(new CatalogModel(
                        ID,
                        List.of("tiny"),
                        REPOSITORY,
                        FakeHub.COMMIT,
                        CatalogModel.Graph.SPLIT,
                        512,
                        77,
                        null,
                        null,
                        "MIT",
                        null,
                        "https://example.org/licence",
                        "https://example.org/source",
                        "tests",
                        Map.of(),
                        "",
                        pins)),
                List.of());
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] bytes(int length, int seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Override
    public void close() {
        hub.close();
        elsewhere.close();
    }
}
