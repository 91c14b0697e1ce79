package io.github.clipunit.cli;

import io.github.clipunit.cli.terminal.Colour;
import io.github.clipunit.cli.terminal.Screen;
import io.github.clipunit.conformance.CaseResult;
import io.github.clipunit.conformance.Conformance;
import io.github.clipunit.conformance.Figure;
import io.github.clipunit.model.hub.ModelNames;
import io.github.clipunit.onnx.OnnxClipScorer;
import io.github.clipunit.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code clipunit conformance}: compares a model's numbers with published ones. */
@Command(
        name = "conformance",
        mixinStandardHelpOptions = true,
        description = {
            "Compares a model's numbers with published ones: token ids, pixels after preprocessing, embeddings, logits and",
            "scores."
        },
        footer = {
            "  clipunit conformance openai/clip-vit-base-patch32 --pictures ~/clip-pictures",
            "  clipunit conformance ./my-export --as openai/clip-vit-base-patch32",
            "  clipunit conformance ./my-model --facts what-python-gave.json",
            "For a missing picture, it prints where to get it. The exit code is 0 only if every case was run and was right, and at"
                    + " least one of them depends on the model's weights; 1 otherwise; 4 if the weights are unavailable."
        })
final class ConformanceCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "MODEL",
            description = "a Hub id or a model directory; default: clipunit.model")
    private @Nullable String model;

    @Option(
            names = "--as",
            paramLabel = "ID",
            description = "the name under which the model was published; default: MODEL")
    private @Nullable String publishedAs;

    @Option(
            names = "--pictures",
            paramLabel = "FOLDER",
            defaultValue = "conformance-pictures",
            description = "the folder with the published pictures; default: ${DEFAULT-VALUE}")
    private Path pictures = Path.of("conformance-pictures");

    @Option(
            names = "--facts",
            paramLabel = "FILE",
            description = "your own numbers, in the form of published.json in the jar")
    private @Nullable Path facts;

    @Option(
            names = "--allow-missing-pictures",
            description = "pass even if some cases lack their picture, if another case proves the weights")
    private boolean allowMissing;

    @Mixin
    private final RunOptions options = new RunOptions();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Conformance conformance = facts == null ? Conformance.published() : Conformance.of(facts);
        Settings settings = options.settings(model);
        String name = settings.get(ModelNames.MODEL);
        String published = Objects.requireNonNullElse(publishedAs, name);
        List<CaseResult> results = new ArrayList<>();
        try (OnnxClipScorer scorer = Clipunit.scorer(settings)) {
            out.println("model [" + name + "] against the published numbers of [" + published + "]");
            conformance.run(published, scorer, pictures, result -> {
                results.add(result);
                print(result, out);
            });
        }
        out.println();
        if (results.stream().anyMatch(CaseResult::provesWeights)) {
            return verdict(results, out);
        }
        out.println("the published numbers have no score of [" + published + "], so nothing proves the weights; name a"
                + " published model with --as: " + String.join(", ", conformance.models()));
        return ExitCode.NO;
    }

    static void print(CaseResult result, PrintWriter out) {
        String word = result.notRun() != null ? "NOT RUN" : result.isRight() ? "ok" : "OFF";
        out.println();
        Screen.print(out, result.isRight() ? Colour.GOOD : Colour.BAD, String.format(Locale.ROOT, "%-7s", word));
        out.printf(Locale.ROOT, "  %s, by %s%n", result.name(), result.source());
        if (result.notRun() != null) {
            out.println("  " + result.notRun());
        }
        for (Figure figure : result.figures()) {
            out.print("  ");
            Screen.print(out, figure.isRight() ? Colour.GOOD : Colour.BAD, figure.isRight() ? "ok " : "OFF");
            out.printf(
                    Locale.ROOT,
                    "  %s: expected %s, got %s, difference %s, within %s%n",
                    figure.what().replaceAll("\\p{Cntrl}+", " "),
                    figure.expected(),
                    figure.got(),
                    brief(figure.difference()),
                    brief(figure.within()));
        }
        out.flush();
    }

    private static String brief(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.2g", value);
    }

    private int verdict(List<CaseResult> results, PrintWriter out) {
        long right = results.stream().filter(CaseResult::isRight).count();
        long missing =
                results.stream().filter(result -> result.notRun() != null).count();
        long off = results.size() - right - missing;
        boolean isProven = results.stream().anyMatch(result -> result.provesWeights() && result.isRight());
        out.println(results.size() + " cases: " + right + " right, " + off + " off, " + missing + " not run");
        return off == 0 && isProven && (missing == 0 || allowMissing) ? ExitCode.OK : ExitCode.NO;
    }
}
