package io.github.clipunit.evaluation;

import ai.onnxruntime.OrtException;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.model.EmbeddedModel;
import io.github.clipunit.onnx.Device;
import io.github.clipunit.onnx.OnnxClipScorer;
import io.github.clipunit.onnx.OnnxOptions;
import io.github.clipunit.onnx.PromptOverflow;
import java.nio.file.Path;
import java.util.List;

/**
 * Prints the model card's table for the model in the jar: {@code mvn -Pevaluate test -Dclipunit.evaluation.cases=DIR}. The
 * cases are painted by {@code training/evaluate.py cases}.
 */
public final class PictogramEvaluation {

    private PictogramEvaluation() {}

    /** Argument: the folder of the cases. */
    public static void main(String[] args) throws OrtException {
        Cases cases;
        try {
            cases = Cases.read(Path.of(args[0]));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        OnnxOptions oneCore = new OnnxOptions(Device.CPU, 1, PromptOverflow.FAIL);
        try (ClipScorer scorer = OnnxClipScorer.load(EmbeddedModel.pictogram(), oneCore)) {
            System.out.println(Table.of(Verdicts.of(cases, new Embedded(cases, scorer))));
            List<ClipImage> images = cases.images().stream()
                    .limit(20)
                    .map(image -> ClipImage.of(cases.folder().resolve(image)))
                    .toList();
            List<String> prompts =
                    cases.pairs().stream().map(PairCase::rightCaption).toList();
            System.out.println(System.lineSeparator() + "On one core, " + Speed.measure(scorer, images, prompts) + ".");
        }
    }
}
