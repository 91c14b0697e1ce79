package io.github.clipunit.bench;

import io.github.clipunit.ClipImage;
import io.github.clipunit.onnx.OnnxClipScorer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A folder of 32 PNG files of 1024 x 1024: decoded alone, and embedded. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first
public class FolderBenchmark {

    static final int PICTURES = 32;

    private OnnxClipScorer scorer;
    private List<Path> files;

    /** Makes the files. */
    @Setup
    public void prepare() throws IOException {
        scorer = BenchModel.scorer();
        files = PictureFolder.make(PICTURES);
    }

    /** Decodes them on one thread. */
    @Benchmark
    public long decode() {
        return files.stream().map(ClipImage::of).mapToLong(ClipImage::width).sum();
    }

    /** Embeds them. */
    @Benchmark
    public long embed() {
        return scorer.embedFiles(files.stream())
                .mapToLong(embedding -> embedding.dimension())
                .sum();
    }

    /** Frees the model. */
    @TearDown
    public void close() {
        scorer.close();
    }
}
