package io.github.clipunit.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The vision tower alone: ONNX Runtime on a tensor that is ready. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first
public class BareImageBenchmark {

    /** How many pictures a run encodes. */
    @Param({"1", "8"})
    public int rows;

    private OrtSession session;
    private OnnxTensor pixels;

    /** Loads the graph and makes the tensor. */
    @Setup
    public void prepare() throws OrtException {
        session = BenchModel.session("vision_model.onnx");
        FloatBuffer values = ByteBuffer.allocateDirect(rows * 4 * 3 * 224 * 224)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        for (int i = 0; values.hasRemaining(); i++) {
            values.put((i % 251) / 125f - 1);
        }
        pixels = OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), values.rewind(), new long[] {rows, 3, 224, 224});
    }

    /** Runs the graph. */
    @Benchmark
    public long run() throws OrtException {
        try (OrtSession.Result result = session.run(Map.of("pixel_values", pixels))) {
            return result.size();
        }
    }

    /** Frees the graph. */
    @TearDown
    public void close() throws OrtException {
        pixels.close();
        session.close();
    }
}
