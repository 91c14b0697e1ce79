package io.github.clipunit.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.onnx.OnnxClipScorer;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * One JVM that encodes a picture and a prompt each, as {@link PictureSuite} does, one after another in the bare sessions:
 * the work of a suite's first run without JUnit, assertions and a cache. The scorer only decodes, preprocesses and
 * tokenizes. Prints milliseconds in all by the clock and on the processor, from the start of {@code main}.
 */
public final class BareSuite {

    private static final String SPINNING = "session.intra_op.spin_duration_us";

    private BareSuite() {}

    /** Arguments: the pictures' width and height, and their number. */
    public static void main(String[] args) throws IOException, OrtException {
        Stopwatch watch = new Stopwatch();
        var text = CompletableFuture.supplyAsync(() -> open("text_model.onnx"));
        try (OnnxClipScorer scorer = BenchModel.scorer();
                OrtSession vision = open("vision_model.onnx");
                OrtSession prompts = text.join()) {
            for (Path file : PictureFolder.make(Integer.parseInt(args[0]), Integer.parseInt(args[1]))) {
                BenchModel.encode(vision, scorer.pixelValues(ClipImage.of(file)));
                encodePrompt(prompts, scorer.tokenIds(PictureSuite.promptFor(file)));
            }
            Timing timing = watch.read();
            System.out.printf(Locale.ROOT, "%.0f %.0f%n", timing.clock(), timing.processor());
        }
        System.exit(0);
    }

    private static OrtSession open(String graph) {
        try {
            return BenchModel.session(graph, Map.of(SPINNING, "10"));
        } catch (OrtException e) {
            throw new IllegalStateException(graph, e);
        }
    }

    private static void encodePrompt(OrtSession prompts, long[] ids) throws OrtException {
        long[] ones = new long[ids.length];
        Arrays.fill(ones, 1);
        try (OnnxTensor tokens = wholes(ids);
                OnnxTensor mask = wholes(ones)) {
            Map<String, OnnxTensor> inputs = new HashMap<>(Map.of("input_ids", tokens, "attention_mask", mask));
            inputs.keySet().retainAll(prompts.getInputNames());
            prompts.run(inputs).close();
        }
    }

    private static OnnxTensor wholes(long[] values) throws OrtException {
        return OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), LongBuffer.wrap(values), new long[] {1, values.length});
    }
}
