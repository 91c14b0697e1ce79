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
import io.github.clipunit.cli.pictures.Requests;
import io.github.clipunit.cli.pictures.StandardInput;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.AtomicFile;
import io.github.clipunit.internal.FileFailure;
import io.github.clipunit.internal.Progress;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code clipunit calibrate}: measures what a model's scores mean for one kind of pictures. */
@Command(
        name = "calibrate",
        mixinStandardHelpOptions = true,
        description = {
            "Measures how a model scores pictures with matching and with other prompts, and writes a calibration file.",
            "Tests read the file that the setting clipunit.calibration names."
        },
        footer = {
            "  # columns image, prompt and matches (true or false); without matches, the prompts of other lines do not match",
            "  clipunit calibrate shop.csv",
            "  # each picture with a text file of the same name, such as fox.png and fox.txt",
            "  clipunit calibrate pictures/",
            "  clipunit calibrate shop.csv --false-positive-rate 0.02 -o shop-calibration.json",
            "  # one shard of several, then all of them together",
            "  clipunit calibrate shop-1.csv --counts shop-1.counts",
            "  clipunit calibrate merge shop-*.counts --expect 4",
            "The exit code is 0; 2 if the command line is wrong or there are too few pairs; 3 if a picture or line could not"
                    + " be read (the others count nevertheless); 4 if the model is unavailable."
        })
final class CalibrateCommand implements Callable<Integer> {

    private final ScorerSource scorers;
    private final StandardInput input;
    private final Progress progress;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "PAIRS",
            description = "manifests (.csv, .jsonl, or - for standard input), and folders of pictures with text files")
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
            description = "write the counts for clipunit calibrate merge, as JSON if the name ends in .json")
    private @Nullable Path counts;

    @Option(
            names = "--false-positive-rate",
            paramLabel = "RATE",
            scope = ScopeType.INHERIT,
            description =
                    "a rate between 0 and 1 that gets a cut-off; it needs 1 / rate - 1 pairs that do not match; repeatable;"
                            + " default: those of 0.001, 0.01, 0.05 and 0.1 for which there are enough pairs")
    private List<Double> rates = List.of();

    @Option(
            names = {"-m", "--model"},
            paramLabel = "MODEL",
            description = "pictogram (inside the jar), a model directory, or a Hub id; default: clipunit.model")
    private @Nullable String model;

    @Mixin
    private final RunOptions options = new RunOptions();

    private int unreadable;

    CalibrateCommand(ScorerSource scorers, StandardInput input, Progress progress) {
        this.scorers = scorers;
        this.input = input;
        this.progress = progress;
    }

    @Override
    public Integer call() {
        if (sources.isEmpty()) {
            throw wrong("PAIRS must name at least one manifest or folder");
        }
        requireRates();
        if (counts != null && counts.equals(output)) {
            throw wrong("--counts and -o must name two files, but both name [" + counts + "]");
        }
        input.requireReadable(sources);
        Settings settings = options.settings(model);
        try (ClipScorer scorer = PromptScorer.of(scorers.open(settings), () -> settings)) {
            Calibrator calibrator = Calibrator.of(scorer);
            try (Requests requests = requests();
                    Progress.Meter meter = progress.start(
                            "clipunit calibrate:", () -> requests().count(request -> true))) {
                for (long done = 1; requests.hasNext(); done++) {
                    add(requests.next(), calibrator);
                    meter.at(done);
                }
            }
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
            description = "Makes one calibration of the counts that shards wrote with --counts.",
            footer = {
                "  clipunit calibrate merge shop-*.counts --expect 4",
                "The exit code is 2 if counts are damaged, missing, too few or of several models."
            })
    int merge(
            @Parameters(arity = "1..*", paramLabel = "COUNTS", description = "the files that --counts wrote")
                    List<Path> files,
            @Option(names = "--expect", paramLabel = "N", description = "the number of COUNTS there must be") @Nullable
                    Integer expected) {
        requireRates();
        long given = files.stream().map(CalibrateCommand::content).distinct().count();
        if (given < files.size() || (expected != null && given != expected)) {
            throw new IllegalArgumentException("COUNTS must be " + (expected == null ? "" : "[" + expected + "] ")
                    + "different files, but are " + files + "; fetch the counts of every shard, and name each once");
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
            throw wrong("--false-positive-rate " + rates + " must be between 0 and 1");
        }
    }

    /** A copy of a shard's counts, or the file by another name, would count its pairs twice. */
    private static String content(Path file) {
        try {
            return Sha256.hex(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("counts [" + file + "] cannot be read: " + FileFailure.reason(e), e);
        }
    }

    private static CalibrationCounts counted(Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            return content.length > 0 && content[0] == '{'
                    ? CalibrationCounts.ofJson(new String(content, StandardCharsets.UTF_8))
                    : CalibrationCounts.ofBytes(content);
        } catch (IOException e) {
            throw new IllegalArgumentException("counts [" + file + "] cannot be read: " + FileFailure.reason(e), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("counts [" + file + "] cannot be read: " + e.getMessage(), e);
        }
    }

    private void write(Path file, CalibrationCounts counted) {
        boolean isJson = file.toString().endsWith(".json");
        try {
            new AtomicFile(file).write(isJson ? counted.toJson().getBytes(StandardCharsets.UTF_8) : counted.toBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("counts [" + file + "] cannot be written: " + FileFailure.reason(e), e);
        }
        spec.commandLine()
                .getOut()
                .println("wrote " + file + "; clipunit calibrate merge makes one calibration of all shards");
    }

    private void calibrate(CalibrationCounts counted) {
        Path file = Objects.requireNonNullElse(output, Path.of("clipunit-calibration.json"));
        ModelCalibration calibration = counted.calibrate(
                rates.stream().mapToDouble(Double::doubleValue).toArray());
        CalibrationFile.write(file, calibration);
        print(calibration, file);
        if (!calibration.warning().isEmpty()) {
            notices().say("warning: " + calibration.warning());
        }
    }

    private Requests requests() {
        return new Requests(sources.stream().map(this::source).toList());
    }

    private Requests.Source source(Path path) {
        return Files.isDirectory(path) && !StandardInput.isMeantBy(path)
                ? new Requests.Source(() -> new CaptionedPictures(path).requests(), List.of(path))
                : new Requests.Source(() -> Manifest.labelled(path).requests(input), List.of(path));
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
        notices().complain(flaw);
    }

    private Notices notices() {
        return new Notices(spec);
    }

    private ParameterException wrong(String message) {
        return notices().wrong(message);
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
                        "false positive rate %s: above %.4f, as are %.1f %% of matching pairs%n",
                        cutoff.falsePositiveRate(),
                        cutoff.threshold(),
                        100 * cutoff.detectionRate()));
        out.printf(
                Locale.ROOT,
                "a match is more probable than none above %.4f%n",
                measured.probability().cosineAt(0.5));
        out.println("wrote " + file + "; tests use it with clipunit.calibration=" + file);
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
