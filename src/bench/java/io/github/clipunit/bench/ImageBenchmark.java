package io.github.clipunit.bench;

import io.github.clipunit.Embedding;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.onnx.OnnxClipScorer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** From picture to embedding. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first
public class ImageBenchmark {

    /** Width and height of the picture. */
    @Param({"224", "512", "1024"})
    public int side;

    private OnnxClipScorer scorer;
    private ClipImage image;

    /** Loads the model and makes the picture. */
    @Setup
    public void prepare() {
        scorer = BenchModel.scorer();
        image = ClipImage.of(BenchPicture.draw(side));
    }

    /** Preprocesses and encodes. */
    @Benchmark
    public Embedding embed() {
        return scorer.embed(image);
    }

    /** Frees the model. */
    @TearDown
    public void close() {
        scorer.close();
    }
}
