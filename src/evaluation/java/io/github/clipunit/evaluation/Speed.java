package io.github.clipunit.evaluation;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.model.EmbeddedModel;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How long the model takes on one core; printed, and nothing more. */
final class Speed {

    private static final int ROUNDS = 15;
    private static final int SCORES = 20;

    private Speed() {}

    /** The median and the best of fifteen rounds, of scoring and of creating both sessions. */
    static String measure(ClipScorer scorer, List<ClipImage> images, List<String> prompts) throws OrtException {
        double[] scoring = new double[ROUNDS];
        double[] creating = new double[ROUNDS];
        byte[][] graphs = {graph("vision_model.onnx"), graph("text_model.onnx")};
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < SCORES; i++) {
                scorer.score(images.get(i % images.size()), prompts.get((round * SCORES + i) % prompts.size()));
            }
            scoring[round] = (System.nanoTime() - start) / 1e6 / SCORES;
            creating[round] = createSessions(graphs);
        }
        return String.format(
                Locale.ROOT, "a picture and a prompt: %s; both sessions created: %s", line(scoring), line(creating));
    }

    private static byte[] graph(String name) {
        return EmbeddedModel.pictogram().require(name).read();
    }

    private static double createSessions(byte[]... graphs) throws OrtException {
        long start = System.nanoTime();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            for (byte[] graph : graphs) {
                OrtEnvironment.getEnvironment().createSession(graph, options).close();
            }
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private static String line(double... milliseconds) {
        Arrays.sort(milliseconds);
        return String.format(Locale.ROOT, "median %.1f ms, best %.1f ms", milliseconds[ROUNDS / 2], milliseconds[0]);
    }
}
