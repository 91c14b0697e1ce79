package io.github.clipunit.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.cache.CachingScorer;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.onnx.OnnxClipScorer;
import io.github.clipunit.settings.Settings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One JVM from its start to the first score of a pair, and what that took: a program of its own, as a JVM starts but once.
 * {@code bare} loads both towers at once and runs each on a tensor that is ready; {@code scorer} scores a PNG file against
 * a prompt; {@code cached} does so with the cache on disk.
 */
public final class FirstVerdict {

    private static final String PROMPT = "a red fox in the snow";

    private FirstVerdict() {}

    /** Arguments: the way, the picture, the folder of the cache. */
    public static void main(String[] args) throws OrtException {
        switch (args[0]) {
            case "bare" -> bare();
            case "scorer" -> score(preloaded(), Path.of(args[1]));
            case "cached" -> score(cached(args[2]), Path.of(args[1]));
            default -> throw new IllegalArgumentException(args[0]);
        }
        long began = ManagementFactory.getRuntimeMXBean().getStartTime();
        System.out.println((System.currentTimeMillis() - began) + " " + Stopwatch.processor());
        System.exit(0);
    }

    private static OnnxClipScorer preloaded() {
        OnnxClipScorer scorer = BenchModel.scorer();
        scorer.preload();
        return scorer;
    }

    private static ClipScorer cached(String folder) {
        OnnxClipScorer towers = BenchModel.scorer();
        Settings settings =
                Settings.of(key -> key.equals(CachingScorer.DIRECTORY.name()) ? Optional.of(folder) : Optional.empty());
        return new CachingScorer(towers, settings, "cpu", towers::preload);
    }

    private static void score(ClipScorer scorer, Path picture) {
        System.err.println(scorer.score(ClipImage.of(picture), PROMPT).cosine());
    }

    private static void bare() throws OrtException {
        var text = CompletableFuture.supplyAsync(() -> open("text_model.onnx"));
        try (OrtSession vision = open("vision_model.onnx")) {
            run(vision, Map.of("pixel_values", floats(1, 3, 224, 224)));
        }
        try (OrtSession prompts = text.join()) {
            long[] ids = {49406, 320, 736, 3240, 530, 518, 2583, 49407};
            long[] mask = {1, 1, 1, 1, 1, 1, 1, 1};
            Map<String, OnnxTensor> inputs =
                    new HashMap<>(Map.of("input_ids", wholes(ids), "attention_mask", wholes(mask)));
            inputs.keySet().retainAll(prompts.getInputNames());
            run(prompts, inputs);
        }
    }

    private static OnnxTensor floats(long... shape) throws OrtException {
        FloatBuffer zeros = FloatBuffer.allocate(3 * 224 * 224);
        return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), zeros, shape);
    }

    private static OnnxTensor wholes(long... values) throws OrtException {
        return OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), LongBuffer.wrap(values), new long[] {1, values.length});
    }

    /** The process ends next, and with it what is not freed here. */
    private static void run(OrtSession session, Map<String, OnnxTensor> inputs) throws OrtException {
        try (OrtSession.Result result = session.run(inputs)) {
            System.err.println(result.size());
        }
    }

    private static OrtSession open(String graph) {
        try {
            return BenchModel.session(graph);
        } catch (OrtException e) {
            throw new IllegalStateException(graph, e);
        }
    }

    /** Starts a JVM that does one of these, and reads what it took. */
    static Timing time(String way, Path picture, Path cache) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-D" + BenchModel.MODEL + "=" + System.getProperty(BenchModel.MODEL),
                        "-D" + BenchModel.THREADS + "=" + System.getProperty(BenchModel.THREADS, "1"),
                        FirstVerdict.class.getName(),
                        way,
                        picture.toString(),
                        cache.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(way + " failed: " + answer);
        }
        int gap = answer.indexOf(' ');
        return new Timing(Double.parseDouble(answer.substring(0, gap)), Double.parseDouble(answer.substring(gap + 1)));
    }
}
