package io.github.clipunit.bench;

import io.github.clipunit.Embedding;
import io.github.clipunit.onnx.OnnxClipScorer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** From a short prompt to its embedding. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first
public class TextBenchmark {

    private OnnxClipScorer scorer;

    /** Loads the model. */
    @Setup
    public void prepare() {
        scorer = BenchModel.scorer();
    }

    /** Tokenises and encodes. */
    @Benchmark
    public Embedding embed() {
        return scorer.embed("a red fox in the snow");
    }

    /** Frees the model. */
    @TearDown
    public void close() {
        scorer.close();
    }
}
