package io.github.clipunit.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.clipunit.onnx.OnnxClipScorer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One JVM over 1,000 prompts of 5 to 25 words, all lengths alike, with the model loaded and the code warm before the clock
 * starts. Prints milliseconds a prompt by the clock and on the processor.
 */
public final class PromptRun {

    private static final int PROMPTS = 1000;
    private static final int BATCH = 32;
    private static final int CONTEXT = 77;
    private static final long END = 49407;
    private static final List<String> WORDS = List.of(
            ("a the two three red blue golden tiny huge old wooden glass paper robot fox cat owl horse teapot castle"
                            + " mountain river street garden violin bicycle astronaut painter dragon lighthouse umbrella snow rain"
                            + " sunset storm forest kitchen library market desert ocean bridge train riding holding wearing eating"
                            + " reading watching under above beside behind with without in on of and near made from photo painting"
                            + " sketch oil watercolor close-up portrait wide-angle shiny transparent striped checkered")
                    .split(" "));

    private PromptRun() {}

    /** The argument: {@code embed} them, embed each of them {@code twice}, or run the bare tower on them {@code padded}. */
    public static void main(String[] args) throws OrtException {
        List<String> prompts = prompts();
        try (OnnxClipScorer scorer = BenchModel.scorer()) {
            Timing timing =
                    switch (args[0]) {
                        case "embed" -> embed(scorer, prompts);
                        case "twice" ->
                            embed(
                                    scorer,
                                    Stream.concat(prompts.stream(), prompts.stream())
                                            .toList());
                        case "padded" ->
                            padded(prompts.stream().map(scorer::tokenIds).toList());
                        default -> throw new IllegalArgumentException(args[0]);
                    };
            System.out.printf(Locale.ROOT, "%.3f %.3f%n", timing.clock(), timing.processor());
        }
        System.exit(0);
    }

    private static List<String> prompts() {
        Random random = new Random(5);
        Set<String> prompts = new LinkedHashSet<>();
        while (prompts.size() < PROMPTS) {
            List<String> words = new ArrayList<>();
            for (int left = 5 + random.nextInt(21); left > 0; left--) {
                words.add(WORDS.get(random.nextInt(WORDS.size())));
            }
            prompts.add(String.join(" ", words));
        }
        return List.copyOf(prompts);
    }

    private static Timing embed(OnnxClipScorer scorer, List<String> prompts) {
        scorer.embedPrompts(prompts.subList(0, BATCH));
        Stopwatch watch = new Stopwatch();
        scorer.embedPrompts(prompts);
        return watch.read().dividedBy(PROMPTS);
    }

    private static Timing padded(List<long[]> tokens) throws OrtException {
        try (OrtSession session = BenchModel.session("text_model.onnx")) {
            run(session, tokens.subList(0, BATCH));
            Stopwatch watch = new Stopwatch();
            for (int from = 0; from < tokens.size(); from += BATCH) {
                run(session, tokens.subList(from, Math.min(tokens.size(), from + BATCH)));
            }
            return watch.read().dividedBy(PROMPTS);
        }
    }

    private static void run(OrtSession session, List<long[]> batch) throws OrtException {
        LongBuffer ids = LongBuffer.allocate(batch.size() * CONTEXT);
        LongBuffer mask = LongBuffer.allocate(batch.size() * CONTEXT);
        for (long[] prompt : batch) {
            long[] padded = Arrays.copyOf(prompt, CONTEXT);
            Arrays.fill(padded, prompt.length, CONTEXT, END);
            long[] attended = new long[CONTEXT];
            Arrays.fill(attended, 0, prompt.length, 1);
            ids.put(padded);
            mask.put(attended);
        }
        try (OnnxTensor allIds = tensor(ids);
                OnnxTensor allMask = tensor(mask);
                OrtSession.Result result = session.run(Map.of("input_ids", allIds, "attention_mask", allMask))) {
            result.size();
        }
    }

    private static OnnxTensor tensor(LongBuffer values) throws OrtException {
        long[] shape = {values.capacity() / CONTEXT, CONTEXT};
        return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), values.rewind(), shape);
    }
}
