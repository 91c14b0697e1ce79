package io.github.clipunit.cli;

import io.github.clipunit.model.Precision;
import io.github.clipunit.model.hub.ModelNames;
import io.github.clipunit.onnx.OnnxClipScorer;
import io.github.clipunit.onnx.ReferenceCosines;
import io.github.clipunit.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code clipunit models record}. */
@Command(
        name = "record",
        mixinStandardHelpOptions = true,
        description = {
            "Records the cosines that a model's fp32 export gives for a few drawn pictures, in clipunit-reference.json or the file",
            "that clipunit.reference.file names. Tests with another export (clipunit.precision) then warn if its cosines differ."
        },
        footer = {"  clipunit models record openai/clip-vit-base-patch32", "  git add clipunit-reference.json"})
final class ModelsRecordCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "MODEL",
            description = "a model's name in the list, a Hub id or a directory")
    private List<String> models = List.of();

    @Mixin
    private final RunOptions options = new RunOptions();

    @Override
    public Integer call() {
        for (String model : models) {
            Settings settings = options.settings(model).with(Precision.PRECISION, "fp32");
            Path file = settings.path(ReferenceCosines.FILE);
            try (OnnxClipScorer scorer = Clipunit.scorer(settings)) {
                ReferenceCosines.record(scorer, file);
            }
            spec.commandLine()
                    .getOut()
                    .println("recorded the cosines of [" + settings.get(ModelNames.MODEL) + "] in [" + file
                            + "]; commit this file");
        }
        return ExitCode.OK;
    }
}
