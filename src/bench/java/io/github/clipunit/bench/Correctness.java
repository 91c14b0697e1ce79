package io.github.clipunit.bench;

import io.github.clipunit.Embedding;
import io.github.clipunit.onnx.OnnxClipScorer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * How near a rival's embeddings come to those of Pillow's pixels, which clipunit's are, as the least cosine; and what it does
 * with a prompt longer than the model reads.
 *
 * @param square of square pictures
 * @param odd of pictures whose sides differ and are odd numbers
 * @param wide of a picture three times as wide as high
 * @param words what it does with 100 words
 */
record Correctness(double square, double odd, double wide, String words) {

    /** 100 words, which are 105 tokens with the two at the ends. */
    static final String WORDS =
            "a red fox and a white cat in the snow two dogs and three frogs running over the river, a green"
                    + " house on the mountain with a yellow roof and a blue star over it an astronaut riding a brown horse in the"
                    + " park, a black bicycle and a purple poster on the building three orange apples and a slice of pizza on a"
                    + " plate a bowl of fruit and bananas on the square table, children drawing triangles on the picture the"
                    + " sunset over the landscape birds and trees in the garden the moon and a rocket in the background";

    private static final int ERROR = 60;

    /** Compares a rival's embeddings with ours. */
    static Correctness of(Rival rival, Path model) throws IOException, InterruptedException {
        List<Path> plain = PictureFolder.make(FolderRun.SIDE, FolderRun.BATCH);
        double least = least(rival, model, plain);
        if (!(least >= rival.leastCosine())) {
            throw new IllegalStateException(rival + " computes something else: least cosine " + least);
        }
        return new Correctness(
                Math.min(least, least(rival, model, List.of(DetailedPicture.make(1024, 1024)))),
                least(rival, model, List.of(DetailedPicture.make(333, 257), DetailedPicture.make(1021, 677))),
                least(rival, model, List.of(DetailedPicture.make(1536, 512))),
                rival.error(model, plain.get(0), WORDS)
                        .map(error -> "error: " + shortened(error))
                        .orElse("cut in silence"));
    }

    /** Ours, whose pixels are Pillow's, as {@link Rival#PYTORCH} shows. */
    static Correctness ours() {
        try (OnnxClipScorer scorer = BenchModel.scorer()) {
            scorer.embed(WORDS);
            return new Correctness(1, 1, 1, "cut in silence");
        } catch (IllegalArgumentException e) {
            return new Correctness(1, 1, 1, "refused: " + shortened(String.valueOf(e.getMessage())));
        }
    }

    private static double least(Rival rival, Path model, List<Path> files) throws IOException, InterruptedException {
        List<float[]> theirs = rival.embeddings(model, files);
        double least = 1;
        try (OnnxClipScorer scorer = BenchModel.scorer()) {
            List<Embedding> ours = scorer.embedFiles(files.stream()).toList();
            for (int i = 0; i < ours.size(); i++) {
                least = Math.min(least, ours.get(i).cosine(Embedding.of(theirs.get(i))));
            }
        }
        return least;
    }

    private static String shortened(String error) {
        String line = error.lines().findFirst().orElse("").replaceFirst("^.*Exception: ", "");
        return line.length() > ERROR ? line.substring(0, ERROR).strip() + " …" : line;
    }

    /** The four, as cells of a table. */
    String cells() {
        return String.format(Locale.ROOT, "%.4f | %.4f | %.4f | %s", square, odd, wide, words);
    }
}
