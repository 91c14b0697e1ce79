package io.github.clipunit.onnx;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.model.EmbeddedModel;
import java.nio.file.Path;
import java.util.function.ToDoubleFunction;

/** Scores a picture with a model by its folder, or with the one in the jar; loaded by class loaders of tests. */
public final class LoadedTwice implements ToDoubleFunction<String> {

    @Override
    public double applyAsDouble(String model) {
        ClipImage picture = ClipImage.of(Path.of("src/test/resources/pictures/fox.png"));
        try (OnnxClipScorer scorer = model.equals(EmbeddedModel.PICTOGRAM)
                ? OnnxClipScorer.load(EmbeddedModel.pictogram(), OnnxOptions.defaults())
                : OnnxClipScorer.load(Path.of(model))) {
            return scorer.score(picture, "a fox").cosine();
        }
    }

    /** Prints what each of two checks says. */
    public static void main(String[] args) {
        for (int i = 0; i < 2; i++) {
            try {
                System.out.println(new LoadedTwice().applyAsDouble(EmbeddedModel.PICTOGRAM));
            } catch (IllegalStateException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
