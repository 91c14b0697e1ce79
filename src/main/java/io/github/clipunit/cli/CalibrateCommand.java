package io.github.clipunit.cli;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.calibration.Calibration;
import io.github.clipunit.calibration.CalibrationCounts;
import io.github.clipunit.calibration.CalibrationFile;
import io.github.clipunit.calibration.Calibrator;
import io.github.clipunit.calibration.ModelCalibration;
import io.github.clipunit.cli.pictures.CaptionedPictures;
import io.github.clipunit.cli.pictures.Manifest;
import io.github.clipunit.cli.pictures.Request;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.AtomicFile;
import io.github.clipunit.internal.Sha256;
import io.github.clipunit.prompt.PromptScorer;
import io.github.clipunit.settings.Settings;
import io.github.clipunit.stats.Sample;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code clipunit calibrate}: finds out what a model's scores mean for one kind of pictures. */
@Command(
        name = "calibrate",
        mixinStandardHelpOptions = true,
        description = {
            "Measures how a model scores pictures with prompts that match and with prompts that do not,",
            "and writes a calibration file: the setting clipunit.calibration names it to the tests."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  clipunit calibrate shop.csv             columns image, prompt and matches (true or false)",
            "  clipunit calibrate shop.csv             without matches: prompts of others do not match",
            "  clipunit calibrate pictures/            fox.png with its prompt in fox.txt beside it",
            "  clipunit calibrate shop.csv --false-positive-rate 0.02 -o shop-calibration.json",
            "  clipunit calibrate shop-1.csv --counts shop-1.counts     a shard of several",
            "  clipunit calibrate merge shop-*.counts --expect 4        all shards together",
            "%nThe exit code is 0, or 3 if a picture or line could not be read (the others count all the",
            "same), 2 for a wrong command line or too few pairs, 4 where the model cannot be had."
        })
final class CalibrateCommand implements Callable<Integer> {

    private final ScorerSource scorers;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "PAIRS",
            description = "manifests (.csv, .jsonl), and folders of pictures with their prompts in text files")
    private List<Path> sources = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "the calibration file; default: clipunit-calibration.json, or none with --counts")
    private @Nullable Path output;

    @Option(
            names = "--counts",
            paramLabel = "FILE",
            description = "writes what was counted, for clipunit calibrate merge; JSON if it ends in .json")
    private @Nullable Path counts;

    @Option(
            names = "--false-positive-rate",
            paramLabel = "RATE",
            scope = ScopeType.INHERIT,
            description =
                    "a rate to give a cut-off for, between 0 and 1, which takes 1 / rate - 1 pairs that do not"
                            + " match; may be given several times; default: 0.001, 0.01, 0.05 and 0.1 as far as there are enough")
    private List<Double> rates = List.of();

    @Option(
            names = {"-m", "--model"},
            paramLabel = "MODEL",
            description = "pictogram (inside the jar), a model directory, or a Hub id; default: clipunit.model")
    private @Nullable String model;

    @Mixin
    private final RunOptions options = new RunOptions();

    private int unreadable;

    CalibrateCommand(ScorerSource scorers) {
        this.scorers = scorers;
    }

    @Override
    public Integer call() {
        if (sources.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Missing required parameter: 'PAIRS'");
        }
        requireRates();
        if (counts != null && counts.equals(output)) {
            throw new ParameterException(
                    spec.commandLine(), "--counts and -o name one file [" + counts + "]; name two");
        }
        Settings settings = options.settings(model);
        try (ClipScorer scorer = PromptScorer.of(scorers.open(settings), () -> settings)) {
            Calibrator calibrator = Calibrator.of(scorer);
            sources.forEach(source -> read(source, calibrator));
            if (counts != null) {
                write(counts, calibrator.counts());
            }
            if (counts == null || output != null) {
                calibrate(calibrator.counts());
            }
        }
        return unreadable > 0 ? ExitCode.UNREADABLE : ExitCode.OK;
    }

    @Command(
            name = "merge",
            mixinStandardHelpOptions = true,
            description = "Makes one calibration of what shards counted with --counts.",
            footer = "%nThe exit code is 2 if counts are damaged, missing or of several models, or too few.")
    int merge(
            @Parameters(arity = "1..*", paramLabel = "COUNTS", description = "the files that --counts wrote")
                    List<Path> files,
            @Option(names = "--expect", paramLabel = "N", description = "how many COUNTS there must be") @Nullable
                    Integer expected) {
        requireRates();
        long given = files.stream().map(CalibrateCommand::content).distinct().count();
        if (given < files.size() || (expected != null && given != expected)) {
            throw new IllegalArgumentException("COUNTS must be " + (expected == null ? "" : "[" + expected + "] ")
                    + "different files, but are " + files + "; fetch what every shard counted, and give each once");
        }
        CalibrationCounts all = files.stream()
                .map(CalibrateCommand::counted)
                .reduce(CalibrationCounts::merge)
                .orElseThrow();
        calibrate(all);
        return ExitCode.OK;
    }

    private void requireRates() {
        if (rates.stream().anyMatch(rate -> !(rate > 0 && rate < 1))) {
            throw new ParameterException(
                    spec.commandLine(), "--false-positive-rate " + rates + " must lie between 0 and 1");
        }
    }

    /** A copy of a shard's counts, or the file by another name, would count its pairs twice. */
    private static String content(Path file) {
        try {
            return Sha256.hex(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("counts [" + file + "] cannot be read: " + e, e);
        }
    }

    private static CalibrationCounts counted(Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            return content.length > 0 && content[0] == '{'
                    ? CalibrationCounts.ofJson(new String(content, StandardCharsets.UTF_8))
                    : CalibrationCounts.ofBytes(content);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("counts [" + file + "] cannot be read: " + e.getMessage(), e);
        }
    }

    private void write(Path file, CalibrationCounts counted) {
        boolean isJson = file.toString().endsWith(".json");
        try {
            new AtomicFile(file).write(isJson ? counted.toJson().getBytes(StandardCharsets.UTF_8) : counted.toBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("counts [" + file + "] cannot be written: " + e, e);
        }
        spec.commandLine()
                .getOut()
                .println("wrote " + file + "; make a calibration of all with clipunit calibrate merge");
    }

    private void calibrate(CalibrationCounts counted) {
        Path file = Objects.requireNonNullElse(output, Path.of("clipunit-calibration.json"));
        ModelCalibration calibration = counted.calibrate(
                rates.stream().mapToDouble(Double::doubleValue).toArray());
        CalibrationFile.write(file, calibration);
        print(calibration, file);
        if (!calibration.warning().isEmpty()) {
            say("warning: " + calibration.warning());
        }
    }

    private void read(Path source, Calibrator calibrator) {
        try (Stream<Request> requests = Files.isDirectory(source)
                ? new CaptionedPictures(source).requests()
                : Manifest.labelled(source).requests()) {
            requests.forEach(request -> add(request, calibrator));
        }
    }

    private void add(Request request, Calibrator calibrator) {
        Path file = request.file();
        if (file == null) {
            complain(Objects.requireNonNullElse(request.flaw(), request.name()));
            return;
        }
        ClipImage image;
        try {
            image = ClipImage.of(file).decoded();
        } catch (IllegalArgumentException e) {
            complain(String.valueOf(e.getMessage()));
            return;
        }
        String prompt = request.prompts().get(0);
        Boolean matches = request.matches();
        if (matches == null) {
            calibrator.add(image, prompt);
        } else {
            calibrator.add(image, prompt, matches);
        }
    }

    private void complain(String flaw) {
        unreadable++;
        say(flaw);
    }

    private void say(String text) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("clipunit calibrate: " + text);
        err.flush();
    }

    private void print(ModelCalibration calibration, Path file) {
        Calibration measured = calibration.calibration();
        PrintWriter out = spec.commandLine().getOut();
        out.println("model " + calibration.modelId());
        print(out, "matching", measured.matching());
        print(out, "other   ", measured.others());
        out.printf(Locale.ROOT, "ROC area %.4f%n", measured.rocArea());
        measured.cutoffs()
                .forEach(cutoff -> out.printf(
                        Locale.ROOT,
                        "false positive rate %s: above %.4f, which %.1f %% of matching pairs are%n",
                        cutoff.falsePositiveRate(),
                        cutoff.threshold(),
                        100 * cutoff.detectionRate()));
        out.printf(
                Locale.ROOT,
                "a match is more probable than none above %.4f%n",
                measured.probability().cosineAt(0.5));
        out.println("wrote " + file + "; name it to the tests with clipunit.calibration=" + file);
    }

    private static void print(PrintWriter out, String what, Sample sample) {
        out.printf(
                Locale.ROOT,
                "%s pairs: %d, mean %.4f, standard deviation %.4f%n",
                what,
                sample.size(),
                sample.mean(),
                sample.deviation());
    }
}
