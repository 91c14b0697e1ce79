package io.github.clipunit.bench;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.onnx.OnnxClipScorer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * One JVM over pictures of 64 x 64 that are made in memory as they are asked for, each of noise from its own number, with
 * the model loaded before the clock starts. Prints milliseconds by the clock and on the processor for all, and the most
 * memory the process ever had, in MiB.
 */
public final class PicturesRun {

    private static final int SIDE = 64;

    private PicturesRun() {}

    /** The argument: how many pictures. */
    public static void main(String[] args) throws IOException {
        try (OnnxClipScorer scorer = BenchModel.scorer()) {
            embed(scorer, FolderRun.WARM_UP);
            Stopwatch watch = new Stopwatch();
            embed(scorer, Integer.parseInt(args[0]));
            Timing timing = watch.read();
            System.out.printf(
                    Locale.ROOT, "%.3f %.3f %.1f%n", timing.clock(), timing.processor(), Stopwatch.peakMemory());
        }
        System.exit(0);
    }

    private static void embed(OnnxClipScorer scorer, int count) {
        scorer.embedAll(IntStream.range(0, count).boxed(), PicturesRun::picture)
                .forEach(result -> result.orElseThrow().dimension());
    }

    private static ClipImage picture(int number) {
        BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, SIDE, SIDE, new Random(number).ints(SIDE * SIDE).toArray(), 0, SIDE);
        return ClipImage.of(picture);
    }
}
