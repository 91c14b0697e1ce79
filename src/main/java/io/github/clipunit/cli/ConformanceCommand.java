package io.github.clipunit.cli;

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

/** {@code clipunit conformance}: compares a model's numbers with those that were published of it. */
@Command(
        name = "conformance",
        mixinStandardHelpOptions = true,
        description = {
            "Compares what a model gives here with what others published of it: token ids, pixels after",
            "preprocessing, embeddings, logits and scores."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  clipunit conformance openai/clip-vit-base-patch32 --pictures ~/clip-pictures",
            "  clipunit conformance ./my-export --as openai/clip-vit-base-patch32",
            "  clipunit conformance ./my-model --facts what-python-gave.json",
            "%nA picture that is missing is named with the place to get it from. The exit code is 0 only if",
            "every case was run and right, at least one of them of the model's weights; else 1; 4 where the",
            "weights cannot be had."
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
            description = "the name that the model was published under; default: MODEL")
    private @Nullable String publishedAs;

    @Option(
            names = "--pictures",
            paramLabel = "FOLDER",
            defaultValue = "conformance-pictures",
            description = "where the published pictures are; default: ${DEFAULT-VALUE}")
    private Path pictures = Path.of("conformance-pictures");

    @Option(
            names = "--facts",
            paramLabel = "FILE",
            description = "numbers of your own, in the form of the jar's io/github/clipunit/conformance/published.json")
    private @Nullable Path facts;

    @Option(
            names = "--allow-missing-pictures",
            description = "pass although some cases lack their picture, if another one of the weights is right")
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
            out.println("model [" + name + "] against what was published of [" + published + "]");
            conformance.run(published, scorer, pictures, result -> {
                results.add(result);
                print(result, out);
            });
        }
        out.println();
        if (results.stream().anyMatch(CaseResult::provesWeights)) {
            return verdict(results, out);
        }
        out.println("no score of [" + published + "] is among the published facts, so nothing is proven of its"
                + " weights; name a model with --as: " + String.join(", ", conformance.models()));
        return ExitCode.NO;
    }

    static void print(CaseResult result, PrintWriter out) {
        String word = result.notRun() != null ? "NOT RUN" : result.isRight() ? "ok" : "OFF";
        out.printf(Locale.ROOT, "%n%-7s  %s, by %s%n", word, result.name(), result.source());
        if (result.notRun() != null) {
            out.println("  " + result.notRun());
        }
        for (Figure figure : result.figures()) {
            out.printf(
                    Locale.ROOT,
                    "  %-3s  %s: expected %s, got %s, difference %s, within %s%n",
                    figure.isRight() ? "ok" : "OFF",
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
