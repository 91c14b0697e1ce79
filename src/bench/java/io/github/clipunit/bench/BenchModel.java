package io.github.clipunit.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.clipunit.model.ModelDirectory;
import io.github.clipunit.onnx.Device;
import io.github.clipunit.onnx.OnnxClipScorer;
import io.github.clipunit.onnx.OnnxOptions;
import io.github.clipunit.onnx.PromptOverflow;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

/** The model that both sides of a comparison run, on as many threads each. */
final class BenchModel {

    static final String MODEL = "clipunit.bench.model";
    static final String THREADS = "clipunit.bench.threads";

    private BenchModel() {}

    private static Path directory() {
        return Path.of(System.getProperty(MODEL));
    }

    private static int threads() {
        return Integer.getInteger(THREADS, 1);
    }

    static OnnxClipScorer scorer() {
        return OnnxClipScorer.load(
                ModelDirectory.of(directory()), new OnnxOptions(Device.CPU, threads(), PromptOverflow.FAIL));
    }

    static OrtSession session(String graph) throws OrtException {
        return session(graph, Map.of());
    }

    /** The bare session of a graph, with entries of ONNX Runtime's configuration. */
    static OrtSession session(String graph, Map<String, String> configuration) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads());
            for (Map.Entry<String, String> entry : configuration.entrySet()) {
                options.addConfigEntry(entry.getKey(), entry.getValue());
            }
            String file = directory().resolve("onnx").resolve(graph).toString();
            return OrtEnvironment.getEnvironment().createSession(file, options);
        }
    }

    /** Encodes one preprocessed picture in a bare session. */
    static void encode(OrtSession vision, float[] values) throws OrtException {
        try (OnnxTensor pixels = OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), FloatBuffer.wrap(values), new long[] {1, 3, 224, 224})) {
            vision.run(Map.of("pixel_values", pixels)).close();
        }
    }
}
