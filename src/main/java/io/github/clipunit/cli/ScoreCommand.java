package io.github.clipunit.cli;

import io.github.clipunit.PromptReading;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.prompt.PromptScorer;
import io.github.clipunit.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code clipunit score}: scores pictures against prompts. */
@Command(
        name = "score",
        mixinStandardHelpOptions = true,
        description = {
            "Scores pictures against prompts: the cosine of their CLIP embeddings, in [-1, 1].",
            "Good pairs of OpenAI's models reach 0.2 to 0.35."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  clipunit score fox.png --prompt \"a red fox in the snow\"",
            "  clipunit score out/ --prompt \"a red fox\" --min 0.28       exit code 1 below 0.28",
            "  clipunit score --manifest shop.csv --format json          columns image and prompt",
            "  clipunit score out/ -p \"a fox\" -p \"a cat\" --format jsonl | jq .score",
            "%nThe exit code is 0, or 1 if a score is below --min, or 3 if a picture or manifest line",
            "could not be read (the others are scored all the same), 2 for a wrong command line, 4",
            "where the model cannot be had."
        })
final class ScoreCommand implements Callable<Integer> {

    private static final int SHOWN = 200;

    private final ScorerSource scorers;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "PICTURE", description = "picture files, and folders of them at any depth")
    private List<Path> pictures = List.of();

    @Option(
            names = {"-p", "--prompt"},
            paramLabel = "TEXT",
            description = "what the pictures should show; may be given several times")
    private List<String> prompts = List.of();

    @Option(
            names = "--manifest",
            paramLabel = "FILE",
            description = "CSV with the columns image and prompt, or JSON Lines (.jsonl) with these members; paths are"
                    + " relative to the manifest. May be given several times. A line without a prompt takes those of"
                    + " --prompt")
    private List<Path> manifests = List.of();

    @Option(
            names = "--parts",
            description =
                    "score each part of a prompt by itself: sentences, lines and items of comma lists, so that it may"
                            + " be as long as it likes")
    private boolean isInParts;

    @Option(names = "--min", paramLabel = "SCORE", description = "the least score that is good enough")
    private @Nullable Double min;

    @Option(
            names = {"-f", "--format"},
            defaultValue = "TABLE",
            paramLabel = "FORMAT",
            description = "table, json (one document) or jsonl (one object a line); default: table")
    private ScoreWriter.Format format = ScoreWriter.Format.TABLE;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "MODEL",
            description =
                    "pictogram (inside the jar), a model directory, or a Hub id; default: clipunit.model, which is"
                            + " openai/clip-vit-base-patch32 unless set")
    private @Nullable String model;

    @Mixin
    private final RunOptions options = new RunOptions();

    ScoreCommand(ScorerSource scorers) {
        this.scorers = scorers;
    }

    @Override
    public Integer call() {
        checkUsage();
        PrintWriter out = spec.commandLine().getOut();
        Tally tally = new Tally(min);
        ScoreWriter writer = format.writer(out, tally);
        Settings settings = options.settings(model);
        try (PromptScorer scorer = PromptScorer.of(scorers.open(settings), () -> settings)) {
            scorer.embedPrompts(isInParts ? List.of() : prompts);
            writer.begin(scorer.model().id());
            StreamScoring scoring = new StreamScoring(
                    scorer,
                    line -> {
                        tally.add(line);
                        writer.line(line);
                        if (out.checkError()) {
                            throw new UncheckedIOException(
                                    new IOException("the output cannot be written: its reader has gone"));
                        }
                    },
                    this::noteReading,
                    isInParts);
            forEachRequest(scoring);
            scoring.finish();
        }
        writer.end();
        return exitCode(tally);
    }

    /** A prompt that is not scored as it is is told as it is read. */
    private void noteReading(PromptReading reading) {
        PrintWriter err = spec.commandLine().getErr();
        String text = VisibleText.quoted(VisibleText.excerpt(reading.text(), SHOWN));
        if (!reading.leftOut().isEmpty()) {
            err.println("clipunit score: scored as " + text + ", left out: " + String.join(", ", reading.leftOut())
                    + " (clipunit.prompt.parameters)");
        }
        if (reading.extent() == PromptReading.Extent.TRUNCATED) {
            err.println("clipunit score: truncated, as it is longer than the model's context: " + text
                    + " (clipunit.prompt.overflow)");
        }
        err.flush();
    }

    private void forEachRequest(Consumer<Request> requests) {
        PictureFiles files = new PictureFiles(prompts, requests);
        pictures.forEach(files::add);
        manifests.forEach(manifest -> new Manifest(manifest, prompts).forEach(requests));
    }

    /** Nothing to score is no success: a misspelt folder must not pass. */
    private int exitCode(Tally tally) {
        if (tally.scores() + tally.errors() == 0) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("clipunit score: no picture was found in " + pictures + " " + manifests);
            err.flush();
            return ExitCode.UNREADABLE;
        }
        return tally.exitCode();
    }

    private void checkUsage() {
        if (pictures.isEmpty() && manifests.isEmpty()) {
            throw wrong("name at least one picture, folder or --manifest");
        }
        if (!pictures.isEmpty() && prompts.isEmpty()) {
            throw wrong("say what the pictures should show: --prompt \"a red fox in the snow\"");
        }
        if (prompts.stream().anyMatch(String::isBlank)) {
            throw wrong("--prompt must not be blank");
        }
        if (min != null && !(min >= -1 && min <= 1)) {
            String hint = min > 1 && min <= 100 ? "; " + min + " on the percent scale is " + min / 100 : "";
            throw wrong("--min (" + min + ") must be a cosine in [-1, 1]" + hint);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
