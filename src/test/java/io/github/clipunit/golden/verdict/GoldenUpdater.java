package io.github.clipunit.golden.verdict;

import io.github.clipunit.Embedding;
import io.github.clipunit.golden.GoldenMode;
import io.github.clipunit.golden.store.ScoredPicture;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;

/** A JVM of its own that accepts its picture whenever a line asks it to, or without end. */
final class GoldenUpdater {

    private GoldenUpdater() {}

    public static void main(String[] arguments) throws IOException {
        Path base = Path.of(arguments[0]);
        int seed = Integer.parseInt(arguments[1]);
        boolean endless = Boolean.parseBoolean(arguments[2]);
        System.out.println("ready");
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (int turn = seed; lines.readLine() != null; turn = seed) {
            do {
                accept(base, turn++);
                System.out.println("done");
            } while (endless);
        }
    }

    static void accept(Path base, int seed) {
        new GoldenDesk(base).mode(GoldenMode.UPDATE_ALL).run(goldens -> goldens.next()
                .compare(GoldenDesk.MODEL, "a red fox", picture(seed)));
    }

    /** With an embedding so long that writing it takes a while. */
    static ScoredPicture picture(int seed) {
        Random random = new Random(seed);
        float[] vector = new float[10_000];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return new ScoredPicture(GoldenDesk.image(seed, 100, 90), Embedding.of(vector), seed % 1000 / 1000.0);
    }

    static Process start(Path base, int seed, boolean endless) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=true",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        GoldenUpdater.class.getName(),
                        base.toString(),
                        Integer.toString(seed),
                        Boolean.toString(endless))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
