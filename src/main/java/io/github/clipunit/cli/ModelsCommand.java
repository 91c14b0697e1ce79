package io.github.clipunit.cli;

import io.github.clipunit.conformance.CaseResult;
import io.github.clipunit.conformance.Conformance;
import io.github.clipunit.model.ModelDirectory;
import io.github.clipunit.model.hub.ModelNames;
import io.github.clipunit.onnx.OnnxClipScorer;
import io.github.clipunit.onnx.OnnxOptions;
import io.github.clipunit.onnx.reading.ModelFindings;
import io.github.clipunit.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code clipunit models}: prepares models before they score. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Lists, fetches, checks and verifies models, and records references for their other exports.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ModelsListCommand.class,
            ModelsFetchCommand.class,
            ModelsVerifyCommand.class,
            ModelsRecordCommand.class
        })
final class ModelsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "name one of the commands list, fetch, check, verify and record");
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = {
                "Shows how clipunit understands a model: its image processor, graphs, tokenizer, context, padding, case rule and",
                "scale. For each part that is not supported, it gives the reason. With --facts, it also compares numbers."
            },
            footer = {
                "  clipunit models check ./my-export",
                "  clipunit models check ./my-export --facts what-python-gave.json --pictures pictures",
                "The exit code is 1 if a part is not supported or a number is wrong, and 4 if there is no such model."
            })
    int check(
            @Parameters(paramLabel = "MODEL", description = "a model directory, a Hub id or a name in the list")
                    String model,
            @Option(
                            names = "--facts",
                            paramLabel = "FILE",
                            description = "numbers from another program, in the form that conformance takes")
                    @Nullable
                    Path facts,
            @Option(
                            names = "--pictures",
                            paramLabel = "FOLDER",
                            defaultValue = ".",
                            description = "the folder with the pictures of --facts; default: the working directory")
                    Path pictures,
            @Mixin RunOptions options) {
        PrintWriter out = spec.commandLine().getOut();
        Conformance conformance = facts == null ? null : Conformance.of(facts);
        Settings settings = options.settings(model);
        ModelDirectory directory = ModelNames.find(settings.get(ModelNames.MODEL), settings);
        ModelFindings findings = OnnxClipScorer.check(directory, OnnxOptions.of(settings));
        out.println("model [" + directory.id() + "] in " + directory.place() + "\n" + findings);
        boolean isRight = findings.isUnderstood();
        if (isRight && conformance != null) {
            List<CaseResult> results = new ArrayList<>();
            try (OnnxClipScorer scorer = OnnxClipScorer.load(directory, OnnxOptions.of(settings))) {
                conformance.run(model, scorer, pictures, result -> {
                    results.add(result);
                    ConformanceCommand.print(result, out);
                });
            }
            isRight = results.stream().anyMatch(CaseResult::provesWeights)
                    && results.stream().allMatch(CaseResult::isRight);
            out.printf(Locale.ROOT, "%n%d cases, %s%n", results.size(), isRight ? "all right" : "not all right");
        }
        return isRight ? ExitCode.OK : ExitCode.NO;
    }
}
