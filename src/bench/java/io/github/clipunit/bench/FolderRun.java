package io.github.clipunit.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.onnx.OnnxClipScorer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * One JVM over a folder of PNG files of 1024 x 1024, with the model loaded and the code warm before the clock starts: a
 * program of its own, as peak memory is a process's. Prints milliseconds a picture by the clock and on the processor, and
 * the most memory the process ever had, in MiB.
 */
public final class FolderRun {

    static final int SIDE = 1024;
    static final int BATCH = 8;
    static final int WARM_UP = 3 * BATCH;

    /** As many decoded pictures as are held at once, 3 MB each. */
    private static final int DECODED = 64;

    private final List<Path> files;

    private FolderRun(List<Path> files) {
        this.files = files;
    }

    /** Arguments: the way, and how many pictures. */
    public static void main(String[] args) throws IOException, OrtException {
        FolderRun run = new FolderRun(PictureFolder.make(SIDE, Integer.parseInt(args[1])));
        Timing timing =
                switch (args[0]) {
                    case "imageio" -> run.readByJdk();
                    case "decode" -> run.decode();
                    case "encode" -> run.encode();
                    case "pictures" -> run.embedPictures();
                    case "files" -> run.embedFiles(false);
                    case "both" -> run.embedFiles(true);
                    case "alone" -> run.embedAlone();
                    default -> throw new IllegalArgumentException(args[0]);
                };
        System.out.printf(Locale.ROOT, "%.3f %.3f %.1f%n", timing.clock(), timing.processor(), Stopwatch.peakMemory());
        System.exit(0);
    }

    /** Does part of the work to warm up, then all of it. */
    private Timing time(Work work) throws IOException, OrtException {
        work.on(Math.min(files.size(), WARM_UP));
        Stopwatch watch = new Stopwatch();
        work.on(files.size());
        return watch.read().dividedBy(files.size());
    }

    private Timing readByJdk() throws IOException, OrtException {
        return time(count -> {
            for (Path file : files.subList(0, count)) {
                ImageIO.read(file.toFile());
            }
        });
    }

    private Timing decode() throws IOException, OrtException {
        return time(count -> files.subList(0, count).forEach(FolderRun::decoded));
    }

    private static ClipImage decoded(Path file) {
        return ClipImage.of(file).decoded();
    }

    private Timing encode() throws IOException, OrtException {
        FloatBuffer values = ByteBuffer.allocateDirect(BATCH * 4 * 3 * 224 * 224)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        for (int i = 0; values.hasRemaining(); i++) {
            values.put((i % 251) / 125f - 1);
        }
        try (OrtSession session = BenchModel.session("vision_model.onnx");
                OnnxTensor pixels = OnnxTensor.createTensor(
                        OrtEnvironment.getEnvironment(), values.rewind(), new long[] {BATCH, 3, 224, 224})) {
            return time(count -> {
                for (int done = 0; done < count; done += BATCH) {
                    session.run(Map.of("pixel_values", pixels)).close();
                }
            });
        }
    }

    private Timing embedPictures() throws IOException, OrtException {
        List<ClipImage> decoded =
                files.stream().limit(DECODED).map(FolderRun::decoded).toList();
        List<ClipImage> pictures = Collections.nCopies(files.size() / decoded.size(), decoded).stream()
                .flatMap(List::stream)
                .toList();
        try (OnnxClipScorer scorer = BenchModel.scorer()) {
            return time(count -> scorer.embedImages(pictures.subList(0, Math.min(count, pictures.size()))))
                    .dividedBy(pictures.size())
                    .times(files.size());
        }
    }

    /** With the text tower loaded too, or without it. */
    private Timing embedFiles(boolean isTextLoaded) throws IOException, OrtException {
        try (OnnxClipScorer scorer = BenchModel.scorer()) {
            if (isTextLoaded) {
                scorer.embed("a red fox in the snow");
            }
            return time(
                    count -> scorer.embedFiles(files.subList(0, count).stream()).forEach(embedding -> {}));
        }
    }

    /** One file after another. */
    private Timing embedAlone() throws IOException, OrtException {
        try (OnnxClipScorer scorer = BenchModel.scorer()) {
            return time(count -> files.subList(0, count).forEach(file -> scorer.embed(ClipImage.of(file))));
        }
    }

    /** Work on the first so many files. */
    private interface Work {
        void on(int count) throws IOException, OrtException;
    }
}
