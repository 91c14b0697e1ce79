package io.github.clipunit.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The text tower alone, on a short prompt as it is and padded to CLIP's 77 tokens. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first
public class BareTextBenchmark {

    private static final long END = 49407;
    /** "a red fox in the snow", in CLIP's own tokens. */
    private static final long[] PROMPT = {49406, 320, 736, 3240, 530, 518, 2583, END};

    /** How many tokens the prompt is padded to. */
    @Param({"8", "77"})
    public int length;

    private OrtSession session;
    private OnnxTensor ids;
    private OnnxTensor mask;

    /** Loads the graph and makes the tensors. */
    @Setup
    public void prepare() throws OrtException {
        session = BenchModel.session("text_model.onnx");
        long[] padded = Arrays.copyOf(PROMPT, length);
        Arrays.fill(padded, PROMPT.length, length, END);
        long[] attended = new long[length];
        Arrays.fill(attended, 0, PROMPT.length, 1);
        ids = tensor(padded);
        mask = tensor(attended);
    }

    private static OnnxTensor tensor(long[] values) throws OrtException {
        return OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), LongBuffer.wrap(values), new long[] {1, values.length});
    }

    /** Runs the graph. */
    @Benchmark
    public long run() throws OrtException {
        try (OrtSession.Result result = session.run(Map.of("input_ids", ids, "attention_mask", mask))) {
            return result.size();
        }
    }

    /** Frees the graph. */
    @TearDown
    public void close() throws OrtException {
        ids.close();
        mask.close();
        session.close();
    }
}
