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

/** {@code clipunit models}: what is to be done with models before they score. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Lists, fetches, checks and verifies models, and records what their exports are compared with.",
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
        throw new ParameterException(spec.commandLine(), "say what to do: models list, fetch, check, verify or record");
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = {
                "Says what of a model is understood, what is not and why: its image processor, graphs, tokenizer,",
                "context, padding, case rule and scale. With --facts, compares its numbers with those given."
            },
            footerHeading = "%nExamples:%n",
            footer = {
                "  clipunit models check ./my-export",
                "  clipunit models check ./my-export --facts what-python-gave.json --pictures pictures",
                "%nThe exit code is 1 if one thing is not understood or one number is off; 4 if there is no such model."
            })
    int check(
            @Parameters(paramLabel = "MODEL", description = "a model directory, a Hub id or a name in the list")
                    String model,
            @Option(
                            names = "--facts",
                            paramLabel = "FILE",
                            description = "numbers that another program gave, in the form that conformance takes")
                    @Nullable
                    Path facts,
            @Option(
                            names = "--pictures",
                            paramLabel = "FOLDER",
                            defaultValue = ".",
                            description = "where the pictures of these facts are; default: the working directory")
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
