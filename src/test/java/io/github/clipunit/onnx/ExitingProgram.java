package io.github.clipunit.onnx;

import io.github.clipunit.image.ClipImage;
import java.nio.file.Path;

/** A program that ends while two threads load a model and score with it, again and again; {@link ExitTest} starts it. */
final class ExitingProgram {

    static final int STATUS = 7;

    private static final Path MODEL = Path.of("src/test/resources/tiny-clip/split");

    private ExitingProgram() {}

    /**
     * Ends after so many milliseconds, from its first line on or from the moment when the model is loaded; without arguments,
     * it waits to be ended.
     *
     * @param args {@code start} or {@code ready}, and milliseconds
     */
    public static void main(String[] args) throws InterruptedException {
        if (args.length > 0 && args[0].equals("start")) {
            start(() -> end(args[1]));
        }
        ClipImage picture = ClipImage.of(Path.of("src/test/resources/pictures/fox.png"));
        OnnxClipScorer kept = OnnxClipScorer.load(MODEL);
        orEnd(() -> {
            kept.preload();
            kept.score(picture, "a fox");
        });
        start(() -> kept.score(picture, "a fox"));
        for (int i = 0; i < 2; i++) {
            start(() -> {
                try (OnnxClipScorer scorer = OnnxClipScorer.load(MODEL)) {
                    scorer.score(picture, "a fox");
                }
            });
        }
        System.out.println("ready");
        if (args.length > 0 && args[0].equals("ready")) {
            end(args[1]);
        }
        Thread.sleep(60_000);
    }

    private static void end(String millis) {
        try {
            Thread.sleep(Long.parseLong(millis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.exit(STATUS);
    }

    private static void start(Runnable step) {
        Thread thread = new Thread(() -> orEnd(() -> {
            while (!Thread.interrupted()) {
                step.run();
            }
        }));
        thread.setDaemon(true);
        thread.start();
    }

    /** Models are refused from the moment when the JVM is ending. */
    private static void orEnd(Runnable step) {
        try {
            step.run();
        } catch (IllegalStateException e) {
            if (!String.valueOf(e.getMessage()).startsWith("the JVM is shutting down")) {
                throw e;
            }
        }
    }
}
