package io.github.clipunit.cli;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.calibration.Calibration;
import io.github.clipunit.calibration.CalibrationFile;
import io.github.clipunit.calibration.Calibrator;
import io.github.clipunit.calibration.ModelCalibration;
import io.github.clipunit.cli.pictures.CaptionedPictures;
import io.github.clipunit.cli.pictures.Manifest;
import io.github.clipunit.cli.pictures.Request;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.prompt.PromptScorer;
import io.github.clipunit.settings.Settings;
import io.github.clipunit.stats.Sample;
import java.io.PrintWriter;
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
            "  clipunit calibrate shop.csv --false-alarm-rate 0.02 -o shop-calibration.json",
            "%nThe exit code is 0, or 3 if a picture or line could not be read (the others count all the",
            "same), 2 for a wrong command line or too few pairs, 4 where the model cannot be had."
        })
final class CalibrateCommand implements Callable<Integer> {

    private final ScorerSource scorers;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "PAIRS",
            description = "manifests (.csv, .jsonl), and folders of pictures with their prompts in text files")
    private List<Path> sources = List.of();

    @Option(
            names = {"-o", "--output"},
            defaultValue = "clipunit-calibration.json",
            paramLabel = "FILE",
            description = "the calibration file; default: clipunit-calibration.json")
    private Path output = Path.of("clipunit-calibration.json");

    @Option(
            names = "--false-alarm-rate",
            paramLabel = "RATE",
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
        if (rates.stream().anyMatch(rate -> !(rate > 0 && rate < 1))) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "--false-alarm-rate " + rates + " must lie between 0 and 1");
        }
        Settings settings = options.settings(model);
        try (ClipScorer scorer = PromptScorer.of(scorers.open(settings), () -> settings)) {
            Calibrator calibrator = Calibrator.of(scorer);
            sources.forEach(source -> read(source, calibrator));
            ModelCalibration calibration = calibrator.calibrate(
                    rates.stream().mapToDouble(Double::doubleValue).toArray());
            CalibrationFile.write(output, calibration);
            print(calibration);
            if (!calibration.warning().isEmpty()) {
                say("warning: " + calibration.warning());
            }
        }
        return unreadable > 0 ? ExitCode.UNREADABLE : ExitCode.OK;
    }

    private void read(Path source, Calibrator calibrator) {
        try (Stream<Request> requests = Files.isDirectory(source)
                ? new CaptionedPictures(source).requests()
                : new Manifest(source, List.of()).requests()) {
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

    private void print(ModelCalibration calibration) {
        Calibration measured = calibration.calibration();
        PrintWriter out = spec.commandLine().getOut();
        out.println("model " + calibration.modelId());
        print(out, "matching", measured.matching());
        print(out, "other   ", measured.others());
        out.printf(Locale.ROOT, "ROC area %.4f%n", measured.rocArea());
        measured.cutoffs()
                .forEach(cutoff -> out.printf(
                        Locale.ROOT,
                        "false-alarm rate %s: above %.4f, which %.1f %% of matching pairs are%n",
                        cutoff.falseAlarmRate(),
                        cutoff.threshold(),
                        100 * cutoff.detectionRate()));
        out.printf(
                Locale.ROOT,
                "a match is more probable than none above %.4f%n",
                measured.probability().cosineAt(0.5));
        out.println("wrote " + output + "; name it to the tests with clipunit.calibration=" + output);
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
