package io.github.clipunit.cli;

import io.github.clipunit.PromptReading;
import io.github.clipunit.cli.pictures.Manifest;
import io.github.clipunit.cli.pictures.PictureFiles;
import io.github.clipunit.cli.pictures.Requests;
import io.github.clipunit.cli.pictures.Shard;
import io.github.clipunit.cli.pictures.StandardInput;
import io.github.clipunit.cli.score.Condition;
import io.github.clipunit.cli.score.ScoreRun;
import io.github.clipunit.cli.score.ScoreWriter;
import io.github.clipunit.cli.score.StreamScoring;
import io.github.clipunit.cli.score.Summary;
import io.github.clipunit.cli.score.Tally;
import io.github.clipunit.internal.Progress;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.prompt.PromptScorer;
import io.github.clipunit.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
            "Scores pictures against prompts. A score is the cosine of their CLIP embeddings, in [-1, 1].",
            "With OpenAI's models, matching pairs reach 0.2 to 0.35."
        },
        footer = {
            "  clipunit score fox.png --prompt \"a red fox in the snow\"",
            "  # all pictures of a folder; the exit code is 1 if a score is below 0.28",
            "  clipunit score out/ --prompt \"a red fox\" --min 0.28",
            "  # columns image and prompt",
            "  clipunit score --manifest shop.csv --format json",
            "  clipunit score out/ -p \"a fox\" -p \"a cat\" --format jsonl | jq .score",
            "  # a picture, or a manifest, from standard input",
            "  cat fox.png | clipunit score - --prompt \"a red fox\"",
            "  head -100 shop.csv | clipunit score --manifest -",
            "  clipunit score --manifest shop.csv --group product --fail-if \"mean(*) < 0.27\"",
            "  clipunit score --manifest shop.csv --shard 2/4 --resume scores-2.jsonl",
            "A condition of --fail-if is a measure, a group in parentheses (* for each group, none for all lines), <, <=, >"
                    + " or >=, and a number. Measures are mean, median, lowest, highest, deviation, p1 to p99 (percentiles),"
                    + " below0.25 (the share of scores below 0.25), count and errors.",
            "The exit code is 0; 1 if a score is below --min or a condition of --fail-if holds; 2 if the command line is"
                    + " wrong; 3 if a picture or manifest line could not be read (the others are scored nevertheless; a"
                    + " condition on errors decides instead); 4 if the model is unavailable."
        })
final class ScoreCommand implements Callable<Integer> {

    private static final int SHOWN = 200;

    private final ScorerSource scorers;
    private final StandardInput input;
    private final Progress progress;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "PICTURE",
            description = "picture files, folders with pictures at any depth, or - for standard input")
    private List<Path> pictures = List.of();

    @Option(
            names = {"-p", "--prompt"},
            paramLabel = "TEXT",
            description = "what the pictures should show; repeatable")
    private List<String> prompts = List.of();

    @Option(
            names = "--manifest",
            paramLabel = "FILE",
            description =
                    "CSV with the columns image and prompt, or JSON Lines (.jsonl) with these members; repeatable;"
                            + " - is standard input, in either form. Paths are relative to the manifest. A line without a prompt"
                            + " uses those of --prompt")
    private List<Path> manifests = List.of();

    @Option(
            names = "--parts",
            description =
                    "score each part of a prompt alone: each sentence, line and item of a comma list; prompts may then have"
                            + " any length")
    private boolean isInParts;

    @Option(names = "--min", paramLabel = "SCORE", description = "the lowest acceptable score")
    private @Nullable Double min;

    @Option(
            names = "--id",
            paramLabel = "COLUMN",
            description = "the column of the manifests with the id of each line, such as sku, which the output repeats")
    private @Nullable String id;

    @Option(
            names = "--group",
            paramLabel = "COLUMN",
            description =
                    "the column of the manifests by which statistics are grouped: mean, 95 %% interval, percentiles")
    private @Nullable String group;

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            defaultValue = "1/1",
            converter = ShardConverter.class,
            description =
                    "score only the Ith of N shares of the pictures; all lines of a picture are in the same share")
    private Shard shard = Shard.WHOLE;

    @Option(
            names = "--resume",
            paramLabel = "FILE",
            description =
                    "write JSON Lines to this file, and skip lines that an earlier, stopped run has scored there; statistics"
                            + " include those scores")
    private @Nullable Path resume;

    @Option(
            names = "--fail-if",
            paramLabel = "CONDITION",
            converter = ConditionConverter.class,
            description = "end with exit code 1 if this holds, such as \"mean(poster) < 0.27\"; repeatable")
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
            description = "pictogram (inside the jar), a model directory or a Hub id; default: clipunit.model, which is"
                    + " openai/clip-vit-base-patch32 unless set")
    private @Nullable String model;

    @Mixin
    private final RunOptions options = new RunOptions();

    ScoreCommand(ScorerSource scorers, StandardInput input, Progress progress) {
        this.scorers = scorers;
        this.input = input;
        this.progress = progress;
    }

    @Override
    public Integer call() {
        checkUsage();
        Tally tally = new Tally(min);
        Settings settings = options.settings(model);
        try (PromptScorer scorer = PromptScorer.of(scorers.open(settings), () -> settings);
                Requests requests = requests()) {
            scorer.embedPrompts(isInParts ? List.of() : prompts);
            score(scorer, requests, tally);
        }
        return exitCode(tally);
    }

    private void score(PromptScorer scorer, Requests requests, Tally tally) {
        try (Progress.Meter meter =
                progress.start("clipunit score:", () -> requests().count(shard::has))) {
            StreamScoring scoring = new StreamScoring(scorer, this::noteReading, isInParts, input);
            ScoreRun run = new ScoreRun(scoring, tally, shard, meter);
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
    }

    private Requests requests() {
        List<Requests.Source> sources = new ArrayList<>();
        sources.add(new Requests.Source(() -> PictureFiles.in(pictures, prompts), pictures));
        manifests.forEach(file -> sources.add(new Requests.Source(
                () -> new Manifest(file, prompts, id, group, false).requests(input), List.of(file))));
        return new Requests(sources);
    }

    /** Reports a prompt of which not every word is scored. */
    private void noteReading(PromptReading reading) {
        String text = VisibleText.quoted(VisibleText.excerpt(reading.text(), SHOWN));
        if (!reading.leftOut().isEmpty()) {
            notices()
                    .say("scored as " + text + ", left out: " + String.join(", ", reading.leftOut())
                            + " (clipunit.prompt.parameters)");
        }
        if (reading.extent() == PromptReading.Extent.TRUNCATED) {
            notices()
                    .say("truncated, as it is longer than the model's context: " + text
                            + " (clipunit.prompt.overflow)");
        }
    }

    /** Nothing to score is not a success: a misspelt folder must not pass. A shard may have nothing to do. */
    private int exitCode(Tally tally) {
        if (tally.isOfNothing()) {
            notices().complain("found no picture in " + named());
            return ExitCode.UNREADABLE;
        }
        if ((id != null && !tally.hasIds()) || (group != null && !tally.hasGroups())) {
            notices()
                    .say("no line has the column or member that " + (tally.hasIds() || id == null ? "--group" : "--id")
                            + " names");
        }
        if (format == ScoreWriter.Format.JSONL) {
            Summary.print(spec.commandLine().getErr(), tally);
        }
        List<String> met = tally.met(conditions, shard.equals(Shard.WHOLE));
        met.forEach(sentence -> notices().complain("failed: " + sentence));
        if (tally.hasErrors() && conditions.stream().noneMatch(Condition::isOfErrors)) {
            return ExitCode.UNREADABLE;
        }
        return met.isEmpty() && !tally.hasLow() ? ExitCode.OK : ExitCode.NO;
    }

    private List<Path> named() {
        return Stream.concat(pictures.stream(), manifests.stream()).toList();
    }

    private Notices notices() {
        return new Notices(spec);
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
        Optional<Condition> grouped =
                conditions.stream().filter(Condition::isOfGroup).findFirst();
        if (group == null && grouped.isPresent()) {
            throw wrong(
                    "--fail-if [" + grouped.get().text() + "] names a group; name the column of groups with --group");
        }
        if (manifests.isEmpty() && (id != null || group != null)) {
            throw wrong("--id and --group name columns of a --manifest, but there is no --manifest");
        }
        if (resume != null && isInParts) {
            throw wrong("--resume compares whole prompts, but --parts divides them; remove one of the two");
        }
        if (resume != null && format == ScoreWriter.Format.JSON) {
            throw wrong(
                    "--resume writes JSON Lines, which a stopped run can continue, but --format json is one document;"
                            + " remove one of the two");
        }
        if (resume != null && pictures.stream().anyMatch(StandardInput::isMeantBy)) {
            throw wrong(
                    "--resume recognises pictures by their names, but a picture from standard input is always called"
                            + " [-]; remove one of the two");
        }
        input.requireReadable(named());
        if (min != null && !(min >= -1 && min <= 1)) {
            String hint = min > 1 && min <= 100 ? "; " + min + " on the percent scale is " + min / 100 : "";
            throw wrong("--min [" + min + "] must be a cosine in [-1, 1]" + hint);
        }
    }

    private ParameterException wrong(String message) {
        return notices().wrong(message);
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
