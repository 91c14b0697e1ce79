package io.github.clipunit.judge;

import io.github.clipunit.calibration.Calibration;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.stats.ClopperPearson;
import java.util.Arrays;
import java.util.Locale;

/** How often a judge was right about pictures of which the right answers are known. */
public final class JudgeCalibration {

    private static final double MIDDLE = 0.5;
    private static final double CONFIDENCE = 0.95;

    private final String judge;
    private final double[] yes;
    private final double[] no;
    private final Calibration calibration;

    JudgeCalibration(String judge, double[] yes, double[] no, Calibration calibration) {
        this.judge = judge;
        this.yes = yes;
        this.no = no;
        this.calibration = calibration;
    }

    /** The probability that a picture whose answer is yes gets a higher one than a picture whose answer is no. */
    public double rocArea() {
        return calibration.rocArea();
    }

    /** The share of pictures whose answer is yes that the judge gives more than a threshold. */
    public double detectionRate(double threshold) {
        return (double) above(threshold, yes) / yes.length;
    }

    /** The share of pictures whose answer is no that the judge gives more than a threshold all the same. */
    public double falseAlarmRate(double threshold) {
        return (double) above(threshold, no) / no.length;
    }

    private static int above(double threshold, double... answers) {
        return (int) Arrays.stream(answers).filter(answer -> answer > threshold).count();
    }

    /** A table for people: the ROC area, the shares at 0.5 with exact intervals of 95 %, and the cut-offs. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("judge:    " + VisibleText.onOneLine(judge) + "\nROC area: "
                + String.format(Locale.ROOT, "%.4f", rocArea()) + "\nyes above 0.5:");
        text.append("\n  where it is right: ").append(share(yes));
        text.append("\n  where it is wrong: ").append(share(no));
        calibration
                .cutoffs()
                .forEach(cutoff -> text.append(String.format(
                        Locale.ROOT,
                        "\nyes above %.4f: wrong of one more picture with at most %s, right of %.4f",
                        cutoff.threshold(),
                        cutoff.falseAlarmRate(),
                        cutoff.detectionRate())));
        return text.toString();
    }

    private static String share(double... answers) {
        int above = above(MIDDLE, answers);
        return String.format(
                Locale.ROOT,
                "%d of %d, %.4f %s",
                above,
                answers.length,
                (double) above / answers.length,
                ClopperPearson.interval(above, answers.length, CONFIDENCE));
    }
}
