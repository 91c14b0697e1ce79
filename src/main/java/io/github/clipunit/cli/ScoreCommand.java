package io.github.clipunit.cli;

import io.github.clipunit.PromptReading;
import io.github.clipunit.cli.pictures.Manifest;
import io.github.clipunit.cli.pictures.PictureFiles;
import io.github.clipunit.cli.pictures.Request;
import io.github.clipunit.cli.pictures.Requests;
import io.github.clipunit.cli.pictures.Shard;
import io.github.clipunit.cli.score.Condition;
import io.github.clipunit.cli.score.ScoreRun;
import io.github.clipunit.cli.score.ScoreWriter;
import io.github.clipunit.cli.score.StreamScoring;
import io.github.clipunit.cli.score.Summary;
import io.github.clipunit.cli.score.Tally;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.prompt.PromptScorer;
import io.github.clipunit.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
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
            "  clipunit score --manifest shop.csv --group product --fail-if \"mean(*) < 0.27\"",
            "  clipunit score --manifest shop.csv --shard 2/4 --resume scores-2.jsonl",
            "%nConditions: a measure, in parentheses a group (* for each), <, <=, > or >=, a number.",
            "Measures: mean, median, lowest, highest, deviation, p1 to p99 (percentiles), below0.25 (the share",
            "of scores below 0.25), count, errors.",
            "%nThe exit code is 0, or 1 if a score is below --min or a condition of --fail-if holds, or 3",
            "if a picture or manifest line could not be read (the others are scored all the same; a",
            "condition on errors takes the place of this), 2 for a wrong command line, 4 where the model",
            "cannot be had."
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
            names = "--id",
            paramLabel = "COLUMN",
            description = "the manifests' column that the output calls each line by, such as sku")
    private @Nullable String id;

    @Option(
            names = "--group",
            paramLabel = "COLUMN",
            description = "the manifests' column whose values scores are counted by: mean, 95 %% interval, percentiles")
    private @Nullable String group;

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            defaultValue = "1/1",
            converter = ShardConverter.class,
            description = "score the Ith of N shares of the pictures alone; all lines of a picture lie in one share")
    private Shard shard = Shard.WHOLE;

    @Option(
            names = "--resume",
            paramLabel = "FILE",
            description =
                    "write JSON Lines to this file, and do not score again what it has a score of from a run that was"
                            + " stopped; the statistics count those scores, too")
    private @Nullable Path resume;

    @Option(
            names = "--fail-if",
            paramLabel = "CONDITION",
            converter = ConditionConverter.class,
            description = "end with 1 if this holds, such as \"mean(poster) < 0.27\"; may be given several times")
    private List<Condition> conditions = List.of();

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
        Tally tally = new Tally(min);
        Settings settings = options.settings(model);
        try (PromptScorer scorer = PromptScorer.of(scorers.open(settings), () -> settings);
                Requests requests = requests()) {
            scorer.embedPrompts(isInParts ? List.of() : prompts);
            ScoreRun run = new ScoreRun(new StreamScoring(scorer, this::noteReading, isInParts), tally, shard);
            if (resume == null) {
                run.write(
                        requests,
                        scorer.model(),
                        format.writer(spec.commandLine().getOut(), tally));
            } else {
                run.resume(
                        requests,
                        scorer.model(),
                        resume,
                        id,
                        group,
                        spec.commandLine().getOut());
            }
        }
        return exitCode(tally);
    }

    private Requests requests() {
        List<Supplier<Stream<Request>>> sources = new ArrayList<>();
        sources.add(() -> PictureFiles.in(pictures, prompts));
        manifests.forEach(manifest -> sources.add(() -> new Manifest(manifest, prompts, id, group, false).requests()));
        return new Requests(sources);
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

    /** Nothing to score is no success: a misspelt folder must not pass. A shard may have nothing to do. */
    private int exitCode(Tally tally) {
        if (tally.isOfNothing()) {
            say("no picture was found in " + pictures + " " + manifests);
            return ExitCode.UNREADABLE;
        }
        if ((id != null && !tally.hasIds()) || (group != null && !tally.hasGroups())) {
            say("no line has the column or member that " + (tally.hasIds() || id == null ? "--group" : "--id")
                    + " names");
        }
        if (format == ScoreWriter.Format.JSONL) {
            Summary.print(spec.commandLine().getErr(), tally);
        }
        List<String> met = tally.met(conditions, shard.equals(Shard.WHOLE));
        met.forEach(sentence -> say("failed: " + sentence));
        if (tally.hasErrors() && conditions.stream().noneMatch(Condition::isOfErrors)) {
            return ExitCode.UNREADABLE;
        }
        return met.isEmpty() && !tally.hasLow() ? ExitCode.OK : ExitCode.NO;
    }

    private void say(String text) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("clipunit score: " + text);
        err.flush();
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
        if (manifests.isEmpty() && (id != null || group != null)) {
            throw wrong("--id and --group name columns of a --manifest, and there is none");
        }
        if (resume != null && isInParts) {
            throw wrong("--resume goes on with whole prompts, and --parts divides them; leave one of them out");
        }
        if (resume != null && format == ScoreWriter.Format.JSON) {
            throw wrong(
                    "--resume writes JSON Lines to its file; --format json is one document, which cannot be gone on with");
        }
        if (min != null && !(min >= -1 && min <= 1)) {
            String hint = min > 1 && min <= 100 ? "; " + min + " on the percent scale is " + min / 100 : "";
            throw wrong("--min [" + min + "] must be a cosine in [-1, 1]" + hint);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }

    static final class ShardConverter implements CommandLine.ITypeConverter<Shard> {

        @Override
        public Shard convert(String text) {
            return converted(() -> Shard.of(text));
        }
    }

    static final class ConditionConverter implements CommandLine.ITypeConverter<Condition> {

        @Override
        public Condition convert(String text) {
            return converted(() -> Condition.of(text));
        }
    }

    private static <T> T converted(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException(e.getMessage());
        }
    }
}
