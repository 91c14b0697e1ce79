package io.github.clipunit.onnx.pixels;

import io.github.clipunit.bench.BenchPicture;
import io.github.clipunit.image.ClipImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From the RGB pixels of 1024 x 1024 to the tensor of 224 x 224, as CLIP's configuration asks. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first
public class PreprocessingBenchmark {

    private static final int SIDE = 224;

    private ClipImage image;
    private ImagePreprocessor preprocessor;
    private FloatBuffer tensor;

    /** Makes the picture. */
    @Setup
    public void prepare() {
        image = ClipImage.of(BenchPicture.draw(1024));
        preprocessor = new ImagePreprocessor(new PreprocessorConfig(
                SIDE,
                0,
                0,
                ResampleFilter.BICUBIC,
                SIDE,
                SIDE,
                false,
                1 / 255.0,
                new double[] {0.48145466, 0.4578275, 0.40821073},
                new double[] {0.26862954, 0.26130258, 0.27577711}));
        tensor = ByteBuffer.allocateDirect(4 * 3 * SIDE * SIDE)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** Resizes, crops, normalises. */
    @Benchmark
    public FloatBuffer preprocess() {
        preprocessor.preprocess(image, tensor.clear());
        return tensor;
    }
}
