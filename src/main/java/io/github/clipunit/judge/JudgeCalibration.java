package io.github.clipunit.judge;

import io.github.clipunit.calibration.Calibration;
import io.github.clipunit.calibration.Calibrator;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.stats.ClopperPearson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A measurement of a judge on pictures with known answers, before tests rely on it. In a test, the answers are stored
 * with its goldens, as those of assertions are. Instances must not be shared between threads.
 *
 * <pre><code class="java">
 * JudgeCalibration measured = JudgeCalibration.of(judge);
 * measured.add(picture, "Are there exactly three foxes?", true);      // dozens, and as many of false
 * System.out.println(measured.table());
 * </code></pre>
 */
public final class JudgeCalibration {

    private final PictureJudge judge;
    private final List<Double> yes = new ArrayList<>();
    private final List<Double> no = new ArrayList<>();
    private final Set<String> added = new HashSet<>();

    private JudgeCalibration(PictureJudge judge) {
        this.judge = judge;
    }

    /**
     * Returns a calibration without any answers.
     *
     * @throws IllegalArgumentException if the judge is null or has no id
     */
    public static JudgeCalibration of(PictureJudge judge) {
        return new JudgeCalibration(Question.requireKnown(judge));
    }

    /**
     * Asks the judge.
     *
     * @param isYes the correct answer
     * @throws IllegalArgumentException if the question is blank, or was added for this picture before, with either
     *     answer
     * @throws JudgeException if the judge throws, or returns a number that is not a probability
     * @throws io.github.clipunit.golden.GoldenException if the answer is missing on a build server, or its file is
     *     damaged
     */
    public void add(ClipImage picture, String question, boolean isYes) {
        Question asked = new Question(judge, picture, question);
        if (added.contains(asked.hash())) {
            throw new IllegalArgumentException(
                    asked + " was added before: counting it twice would overstate how well the judge is known");
        }
        (isYes ? yes : no)
                .add(Answers.ask(TestScope.current(), judge, picture, question).yes());
        added.add(asked.hash());
    }

    /**
     * Returns the probability that the judge gives a picture whose answer is yes a higher number than a picture whose
     * answer is no.
     *
     * @throws IllegalStateException if there are fewer than ten pictures of a kind
     * @throws IllegalArgumentException if all answers are the same
     */
    public double rocArea() {
        return calibrated().rocArea();
    }

    /**
     * Returns the share of pictures whose answer is yes and whose number is above a threshold in [0, 1].
     *
     * @throws IllegalStateException if there are fewer than ten pictures of a kind
     * @throws IllegalArgumentException if the threshold is not in [0, 1]
     */
    public double detectionRate(double threshold) {
        return share(threshold, yes);
    }

    /**
     * Returns the share of pictures whose answer is no and whose number is nevertheless above a threshold; otherwise as
     * {@link #detectionRate}.
     */
    public double falsePositiveRate(double threshold) {
        return share(threshold, no);
    }

    private double share(double threshold, List<Double> answers) {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold [" + threshold + "] must be in [0, 1], as answers are");
        }
        requireEnough();
        return (double) above(threshold, answers) / answers.size();
    }

    private static int above(double threshold, List<Double> answers) {
        return (int) answers.stream().filter(answer -> answer > threshold).count();
    }

    private void requireEnough() {
        if (Math.min(yes.size(), no.size()) < Calibrator.FEWEST) {
            throw new IllegalStateException(
                    "pictures whose answer is yes [" + yes.size() + "] and no [" + no.size() + "] must be at least "
                            + Calibrator.FEWEST + " each, and should be dozens: fewer say little about a judge");
        }
    }

    private Calibration calibrated() {
        requireEnough();
        return Calibration.of(
                yes.stream().mapToDouble(Double::doubleValue).toArray(),
                no.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /**
     * Returns a table for people: the ROC area, the shares above 0.5 with exact 95 % intervals, and the cut-offs that
     * detect anything.
     *
     * @throws IllegalStateException as {@link #rocArea}
     */
    public String table() {
        Calibration found = calibrated();
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "ROC area %.4f", found.rocArea()))
                .append("\nyes above 0.5 where it is right: ")
                .append(interval(yes))
                .append("\nyes above 0.5 where it is wrong: ")
                .append(interval(no));
        found.cutoffs().stream()
                .filter(cutoff -> cutoff.detectionRate() > 0)
                .forEach(cutoff -> text.append(String.format(
                        Locale.ROOT,
                        "\nyes above %.4f: wrong with at most %s, right with %.4f",
                        cutoff.threshold(),
                        cutoff.falsePositiveRate(),
                        cutoff.detectionRate())));
        return text.toString();
    }

    private static String interval(List<Double> answers) {
        int above = above(0.5, answers);
        return above + " of " + answers.size() + ", a share in " + ClopperPearson.interval(above, answers.size(), 0.95);
    }
}
