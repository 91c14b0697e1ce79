package io.github.clipunit.golden.verdict;

import io.github.clipunit.golden.store.ScoredPicture;
import io.github.clipunit.golden.store.SixDigits;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Counted;
import io.github.clipunit.stats.DropVerdict;
import io.github.clipunit.stats.Interval;
import io.github.clipunit.stats.Sample;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Formats statistics for messages. */
final class Figures {

    /** The confidence of the interval around a mean. */
    private static final double CONFIDENCE = 0.95;

    /** The name of the figure that gives the run's budget a test's p-value. */
    static final String P_VALUE = "p-value";

    /** The name of the figure that says how often a test fails by chance. */
    static final String FALSE_POSITIVES = "false positive rate";

    private Figures() {}

    static String number(double value) {
        return Double.isFinite(value) ? SixDigits.text(value) : "unknown";
    }

    /** Formats a p-value with two digits, enough to compare it with alpha. */
    static String probability(double value) {
        return value == 0 || value == 1 ? Integer.toString((int) value) : String.format(Locale.ROOT, "%.2g", value);
    }

    /** Formats the interval of a drop with its confidence, which follows from the level of the test. */
    static String interval(DropVerdict verdict) {
        String percent = BigDecimal.valueOf(100)
                .subtract(BigDecimal.valueOf(200)
                        .multiply(BigDecimal.valueOf(verdict.alpha()))
                        .round(new MathContext(3)))
                .stripTrailingZeros()
                .toPlainString();
        return percent + " % interval " + interval(verdict.interval());
    }

    /** Formats a share, such as {@code 1 %}. */
    static String percent(double share) {
        return BigDecimal.valueOf(100)
                        .multiply(BigDecimal.valueOf(share))
                        .round(new MathContext(2))
                        .stripTrailingZeros()
                        .toPlainString()
                + " %";
    }

    static String interval(Interval interval) {
        boolean known = Double.isFinite(interval.low()) && Double.isFinite(interval.high());
        return known ? "[" + number(interval.low()) + ", " + number(interval.high()) + "]" : "unknown";
    }

    static String sample(Sample sample) {
        return number(sample.mean()) + ", spread " + number(sample.deviation()) + ", 95 % interval "
                + interval(interval(sample)) + ", of " + Counted.of(sample.size(), "picture");
    }

    /** Returns the confidence interval for the true mean. */
    static Interval interval(Sample sample) {
        return sample.interval(CONFIDENCE);
    }

    static Sample sample(List<ScoredPicture> pictures) {
        return Sample.of(roundedScores(pictures));
    }

    /** Rounds scores as goldens store them. */
    static double[] roundedScores(List<ScoredPicture> pictures) {
        return pictures.stream()
                .mapToDouble(picture -> SixDigits.round(picture.score()))
                .toArray();
    }

    static double[] scores(List<ScoredPicture> pictures) {
        return pictures.stream().mapToDouble(ScoredPicture::score).toArray();
    }

    static List<ClipImage> images(List<ScoredPicture> pictures) {
        return pictures.stream().map(ScoredPicture::image).toList();
    }

    static ClipImage worst(Collection<ScoredPicture> pictures) {
        return pictures.stream()
                .min(Comparator.comparingDouble(ScoredPicture::score))
                .orElseThrow()
                .image();
    }

    /** Describes the picture with the lowest score: its score and its number, counted from 1. */
    static String worstLine(List<ScoredPicture> pictures) {
        ScoredPicture worst = pictures.stream()
                .min(Comparator.comparingDouble(ScoredPicture::score))
                .orElseThrow();
        return number(worst.score()) + ", picture " + (pictures.indexOf(worst) + 1) + " of " + pictures.size() + ": "
                + worst.image();
    }
}
