package io.github.clipunit.bench;

import io.github.clipunit.Embedding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One JVM in which CLIP runs without clipunit. Does what the scripts of the other rivals do, by the same arguments:
 *
 * <ul>
 *   <li>{@code folder MODEL PICTURES COUNT BATCH} prints milliseconds a picture by the clock and on the processor, model
 *       loaded and code warm;
 *   <li>{@code embed MODEL TARGET FILE...} writes embeddings as float32, the lowest byte first, and prints their number;
 *   <li>{@code start MODEL PICTURE PROMPT} prints the cosine of a pair, and the process's milliseconds on the processor.
 * </ul>
 */
public final class RivalRun {

    private static final int WARM_UP = 24;

    private final ClipEncoder encoder;

    private RivalRun(ClipEncoder encoder) {
        this.encoder = encoder;
    }

    /** Arguments: {@code djl}, {@code java2d} or {@code inference4j}, and those above. */
    public static void main(String[] args) throws Exception {
        Path model = Path.of(args[2]);
        try (ClipEncoder encoder =
                switch (args[0]) {
                    case "djl" -> new DjlEncoder(model);
                    case "java2d" -> new Java2dEncoder(model, false);
                    case "inference4j" -> new Java2dEncoder(model, true);
                    default -> throw new IllegalArgumentException(args[0]);
                }) {
            new RivalRun(encoder).run(args[1], Arrays.copyOfRange(args, 3, args.length));
        }
        System.exit(0);
    }

    private void run(String way, String... rest) throws Exception {
        switch (way) {
            case "folder" -> time(Path.of(rest[0]), Integer.parseInt(rest[1]), Integer.parseInt(rest[2]));
            case "embed" ->
                write(Path.of(rest[0]), Stream.of(rest).skip(1).map(Path::of).toList());
            case "start" -> System.out.println(score(Path.of(rest[0]), rest[1]) + " " + Stopwatch.processor());
            default -> throw new IllegalArgumentException(way);
        }
    }

    private void time(Path folder, int count, int batch) throws Exception {
        List<Path> files = IntStream.range(0, count)
                .mapToObj(i -> folder.resolve(i + ".png"))
                .toList();
        encode(files.subList(0, Math.min(count, WARM_UP)), batch);
        Stopwatch watch = new Stopwatch();
        encode(files, batch);
        Timing timing = watch.read().dividedBy(count);
        System.out.printf(Locale.ROOT, "%.3f %.3f%n", timing.clock(), timing.processor());
    }

    private void encode(List<Path> files, int batch) throws Exception {
        for (int from = 0; from < files.size(); from += batch) {
            encoder.encode(files.subList(from, Math.min(from + batch, files.size())));
        }
    }

    private void write(Path target, List<Path> files) throws Exception {
        List<float[]> rows = encoder.encode(files);
        ByteBuffer bytes =
                ByteBuffer.allocate(4 * rows.size() * rows.get(0).length).order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer numbers = bytes.asFloatBuffer();
        rows.forEach(numbers::put);
        Files.write(target, bytes.array());
        System.out.println(rows.size());
    }

    private double score(Path picture, String prompt) throws Exception {
        Embedding image = Embedding.of(encoder.encode(List.of(picture)).get(0));
        return image.cosine(Embedding.of(encoder.encode(prompt)));
    }
}
