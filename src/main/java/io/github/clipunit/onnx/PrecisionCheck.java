package io.github.clipunit.onnx;

import io.github.clipunit.internal.OutputForm;
import io.github.clipunit.model.ModelDirectory;
import io.github.clipunit.model.Precision;
import io.github.clipunit.onnx.pixels.PreparedPicture;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/**
 * A comparison, made once, of an export that is not float32 with recorded cosines of the float32 export. A drift is
 * logged as a warning: the image towers of some quantised exports load, run, and squeeze all scores into a narrow band.
 */
final class PrecisionCheck {

    /** Less than half of the margin between right and wrong prompts in published cases, 0.045 to 0.057. */
    private static final double TOLERANCE = 0.02;

    private static final System.Logger LOG = System.getLogger("io.github.clipunit");

    private final ModelDirectory directory;
    private final Path referenceFile;
    private final Towers towers;
    private final AtomicBoolean isDone;

    PrecisionCheck(ModelDirectory directory, Path referenceFile, Towers towers) {
        this.directory = directory;
        this.referenceFile = referenceFile;
        this.towers = towers;
        this.isDone = new AtomicBoolean(directory.precision() == Precision.FP32);
    }

    /**
     * Checks at the first call; this may load the text tower too, on the same thread.
     *
     * @param vision the tower that is about to be used, so that no other is loaded for the check
     */
    void once(ImageEncoder vision) {
        if (isDone.compareAndSet(false, true)) {
            finding(vision).ifPresent(finding -> LOG.log(Level.WARNING, OutputForm.LINES.of(finding)));
        }
    }

    private Optional<String> finding(ImageEncoder vision) {
        String model = "model [" + directory.id() + "] at precision "
                + directory.precision().name().toLowerCase(Locale.ROOT);
        Optional<List<List<Double>>> recorded = ReferenceCosines.read(referenceFile)
                .find(directory.id())
                .or(() -> directory.find(ReferenceCosines.FILE.defaultText()).flatMap(shipped -> ReferenceCosines.read(
                                shipped.path().orElseThrow())
                        .only()));
        if (recorded.isEmpty()) {
            return Optional.of(model + " was not compared with its fp32 export, because [" + referenceFile
                    + "] has no cosines of it; some quantised image towers are silently wrong. Record them once with"
                    + " clipunit models record " + OutputForm.SHELL.of(directory.id())
                    + ", and commit the file");
        }
        List<PreparedPicture> pictures =
                ReferencePictures.draw().stream().map(towers::prepare).toList();
        List<List<Double>> now =
                ReferenceCosines.cosines(vision.encode(pictures), towers.text().encode(ReferencePictures.PROMPTS));
        return drift(recorded.get(), now).map(drift -> model + drift);
    }

    private Optional<String> drift(List<List<Double>> recorded, List<List<Double>> now) {
        DoubleSummaryStatistics differences = new DoubleSummaryStatistics();
        for (int i = 0; i < now.size(); i++) {
            for (int j = 0; j < now.get(i).size(); j++) {
                differences.accept(Math.abs(now.get(i).get(j) - recorded.get(i).get(j)));
            }
        }
        return differences.getMax() <= TOLERANCE
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        " drifts from its fp32 export: cosines of %d drawn pictures and prompts differ by up to %.4f, %.4f"
                                + " on average, and span %.4f instead of %.4f. %d of the %d pictures prefer a"
                                + " different prompt than with fp32, and a check may give the wrong result if its"
                                + " cosine is within %.4f of its threshold: set %s=fp32, or determine new thresholds"
                                + " with this export",
                        now.size(),
                        differences.getMax(),
                        differences.getAverage(),
                        span(now),
                        span(recorded),
                        IntStream.range(0, now.size())
                                .filter(i -> best(now.get(i)) != best(recorded.get(i)))
                                .count(),
                        now.size(),
                        differences.getMax(),
                        Precision.PRECISION.name()));
    }

    /** Returns the index of the prompt that a picture prefers. */
    private static int best(List<Double> cosines) {
        return cosines.indexOf(Collections.max(cosines));
    }

    private static double span(List<List<Double>> cosines) {
        DoubleSummaryStatistics all = cosines.stream()
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .summaryStatistics();
        return all.getMax() - all.getMin();
    }
}
