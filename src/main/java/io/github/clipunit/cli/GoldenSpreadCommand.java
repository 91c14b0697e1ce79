package io.github.clipunit.cli;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.cli.pictures.PictureFiles;
import io.github.clipunit.cli.pictures.StandardInput;
import io.github.clipunit.golden.GoldenException;
import io.github.clipunit.golden.GoldenSettings;
import io.github.clipunit.golden.store.GoldenFile;
import io.github.clipunit.golden.store.GoldenKey;
import io.github.clipunit.golden.store.GoldenRecord;
import io.github.clipunit.golden.store.SixDigits;
import io.github.clipunit.golden.verdict.SampleSize;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.image.UnreadableImageException;
import io.github.clipunit.internal.Counted;
import io.github.clipunit.internal.Project;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.model.Precision;
import io.github.clipunit.prompt.PromptScorer;
import io.github.clipunit.settings.Settings;
import io.github.clipunit.stats.DropTest;
import io.github.clipunit.stats.Sample;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code clipunit golden spread}: adds pictures of other seeds to a golden, so that their spread gives a tolerance. */
@Command(
        name = "spread",
        mixinStandardHelpOptions = true,
        description = {
            "Adds pictures of other seeds to a golden of a random generator, scored with the golden's own model and prompt.",
            "A test of one picture then compares with the mean of them all. Its tolerance comes from their spread, and chance",
            "alone exceeds it as often as clipunit.golden.alpha says. Nothing is written without --write."
        },
        footer = {
            "  clipunit golden spread FoxTest/paintsTheFox.json out/foxes/",
            "  clipunit golden spread --write FoxTest/paintsTheFox.json fox-1.png fox-2.png fox-3.png",
            "The exit code is 0 if the golden has its spread, or would have it with --write; 2 if the command line is wrong;"
                    + " 3 if the golden or a picture cannot be read; 4 if the model is unavailable or the golden cannot be"
                    + " written."
        })
final class GoldenSpreadCommand implements Callable<Integer> {

    /** Fewer pictures say too little about a spread. */
    private static final int LEAST = 4;

    /** How rarely a picture of the same kind lies so far from the mean. */
    private static final double SUSPICIOUS = 0.005;

    private final ScorerSource scorers;
    private final StandardInput input;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "GOLDEN", description = "the golden's JSON file")
    private Path golden = Path.of("");

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "PICTURES",
            description = "pictures of other seeds, or folders with them; with the golden's own, at least " + LEAST)
    private List<Path> pictures = List.of();

    @Option(
            names = {"-m", "--model"},
            paramLabel = "MODEL",
            description = "the golden's model; default: the name in the golden")
    private @Nullable String model;

    @Option(names = "--write", description = "write the golden; otherwise only show what would be written")
    private boolean write;

    @Mixin
    private final RunOptions options = new RunOptions();

    GoldenSpreadCommand(ScorerSource scorers, StandardInput input) {
        this.scorers = scorers;
        this.input = input;
    }

    @Override
    public Integer call() {
        input.requireReadable(pictures);
        Path file = golden.toAbsolutePath().normalize();
        Path root = Objects.requireNonNullElse(file.getParent(), file);
        GoldenFile there = new GoldenFile(
                new GoldenKey(root, root.relativize(file).toString(), "", true, true),
                golden.toString(),
                Project.around(root).lock(file));
        GoldenRecord former;
        try {
            former = there.read().orElseThrow(() -> wrong("there is no golden at [" + file + "]"));
        } catch (GoldenException e) {
            return unreadable(String.valueOf(e.getMessage()));
        }
        if (!former.hasScores() || former.entries().size() != 1) {
            throw wrong("golden [" + golden + "] must have one prompt with scores, but has "
                    + (former.hasScores() ? Counted.of(former.entries().size(), "prompt") : "a picture alone"));
        }
        List<String> flaws = new ArrayList<>();
        List<Path> files = PictureFiles.named(pictures, flaws::add);
        if (!flaws.isEmpty()) {
            return unreadable(flaws.get(0));
        }
        Settings settings = options.settings(model == null ? former.model().id() : model)
                .with(Precision.PRECISION, GoldenMigrateCommand.precision(former.model()));
        GoldenRecord spread;
        try (ClipScorer scorer = scorers.open(settings)) {
            requireSameModel(former, scorer);
            spread = add(former, files, scorer);
        } catch (UnreadableImageException e) {
            return unreadable(String.valueOf(e.getMessage()));
        }
        caution(former, spread);
        if (write && !spread.equals(former) && !there.replace(former, spread)) {
            throw new GoldenException(
                    "golden [" + golden + "] was changed by another process meanwhile; run this again");
        }
        report(spread, settings);
        return ExitCode.OK;
    }

    private void requireSameModel(GoldenRecord former, ClipScorer scorer) {
        GoldenRecord.Model own = GoldenRecord.Model.of(scorer.model());
        if (!own.isSameAs(former.model())
                || !own.preprocessing().equals(former.model().preprocessing())) {
            throw wrong("golden [" + golden + "] was made by model ["
                    + former.model().id() + "], but [" + own.id()
                    + "] has other files or preprocessing; name exactly that model with --model");
        }
    }

    /** The golden's own pictures stay first, as its thumbnail and its embedding belong to the first one. */
    private GoldenRecord add(GoldenRecord former, List<Path> files, ClipScorer scorer) {
        GoldenRecord.Entry entry = former.first();
        Embedding prompt = PromptScorer.reading(scorer, entry.reading()).embed(String.valueOf(entry.prompt()));
        List<GoldenRecord.Sample> samples = new ArrayList<>(entry.samples());
        Set<String> known = new HashSet<>(former.pictures());
        for (Path file : files) {
            ClipImage image = input.picture(file);
            if (known.add(image.sha256())) {
                samples.add(GoldenRecord.Sample.of(image, scorer.embed(image).cosine(prompt)));
            } else {
                out().println("skipped, as the golden already has this picture: " + file);
            }
        }
        if (samples.size() < LEAST) {
            throw wrong("a spread needs at least [" + LEAST + "] pictures of different seeds, but there are ["
                    + samples.size() + "] with the golden's own; name more pictures");
        }
        return new GoldenRecord(
                former.label(),
                former.model(),
                List.of(new GoldenRecord.Entry(entry.prompt(), entry.reading(), entry.embedding(), samples)));
    }

    /** Warns of pictures that may be of another prompt, with which a golden would accept anything. */
    private void caution(GoldenRecord former, GoldenRecord spread) {
        double[] scores = spread.first().scores();
        int known = former.pictures().size();
        if (scores.length - known < 3) {
            return;
        }
        Sample more = Sample.of(Arrays.copyOfRange(scores, known, scores.length));
        double own = Sample.of(former.first().scores()).mean();
        if (Math.abs(own - more.mean()) > more.predictionMargin(SUSPICIOUS)) {
            out().println("warning: the golden's own score " + SixDigits.text(own) + " is far from the others' mean "
                    + SixDigits.text(more.mean())
                    + "; check that the same generator painted them, of the same prompt");
        }
    }

    private void report(GoldenRecord spread, Settings settings) {
        double alpha = settings.get(GoldenSettings.ALPHA);
        Sample sample = Sample.of(spread.first().scores());
        OptionalInt enough =
                new SampleSize(new DropTest(settings.get(GoldenSettings.TOLERANCE), alpha)).enough(sample.deviation());
        out().println((write ? "wrote [" : "would write with --write [") + golden + "], for "
                + VisibleText.quoted(String.valueOf(spread.first().prompt())));
        out().println("pictures:   " + sample.size());
        out().println("mean score: " + SixDigits.text(sample.mean()));
        out().println("spread:     " + SixDigits.text(sample.deviation()));
        out().println("tolerance:  " + SixDigits.text(sample.predictionMargin(alpha))
                + " below the mean for one picture, at a false positive rate of " + alpha);
        out().println("            (it detects a true drop of that size in half of all runs)");
        out().println("a set of    "
                + (enough.isPresent() ? Counted.of(enough.getAsInt(), "picture") : "more than 1000 pictures")
                + " shows a drop of " + SampleSize.VISIBLE_DROP + " with 90 % power (pairs by seed need fewer)");
        out().flush();
    }

    private int unreadable(String flaw) {
        new Notices(spec).complain(flaw);
        return ExitCode.UNREADABLE;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private ParameterException wrong(String message) {
        return new Notices(spec).wrong(message);
    }
}
