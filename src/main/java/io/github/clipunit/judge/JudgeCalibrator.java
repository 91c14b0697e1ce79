package io.github.clipunit.judge;

import io.github.clipunit.calibration.Calibration;
import io.github.clipunit.calibration.Calibrator;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.run.TestScope;
import java.util.stream.DoubleStream;

/**
 * Measures a judge on pictures of which somebody said the right answers, before tests rely on it. In a test, the answers are
 * kept with its goldens, as those of assertions are. Not for use by several threads.
 *
 * <pre><code class="java">
 * JudgeCalibrator calibrator = JudgeCalibrator.of(judge);
 * calibrator.add(ClipImage.of(file), "Are there exactly three foxes?", true);      // some dozens, and as many of false
 * System.out.println(calibrator.calibrate());
 * </code></pre>
 */
public final class JudgeCalibrator {

    private final PictureJudge judge;
    private final DoubleStream.Builder right = DoubleStream.builder();
    private final DoubleStream.Builder wrong = DoubleStream.builder();

    private JudgeCalibrator(PictureJudge judge) {
        this.judge = judge;
    }

    /** A calibrator that has asked nothing yet. */
    public static JudgeCalibrator of(PictureJudge judge) {
        return new JudgeCalibrator(judge);
    }

    /**
     * Asks the judge.
     *
     * @param isYes what the answer should be
     * @throws JudgeException if the judge throws, or answers what is no probability
     * @throws io.github.clipunit.golden.GoldenException if the answer is missing on a build server, or its file is damaged
     */
    public void add(ClipImage picture, String question, boolean isYes) {
        (isYes ? right : wrong)
                .add(Answers.ask(TestScope.current(), judge, picture, question).yes());
    }

    /**
     * What the answers so far say of the judge; nothing can be added afterwards.
     *
     * @param falseAlarmRates the rates to give cut-offs for, each between 0 and 1, which takes {@code 1 / rate - 1} pictures
     *     whose answer is no; without any 0.001, 0.01, 0.05 and 0.1 as far as there are enough
     * @throws IllegalArgumentException if there are fewer than {@link Calibrator#FEWEST} answers of a kind, too few for a
     *     rate, or all are the same
     */
    public JudgeCalibration calibrate(double... falseAlarmRates) {
        double[] yes = requireEnough("yes", right.build().toArray());
        double[] no = requireEnough("no", wrong.build().toArray());
        return new JudgeCalibration(judge.id(), yes, no, Calibration.of(yes, no, falseAlarmRates));
    }

    private static double[] requireEnough(String answer, double... found) {
        if (found.length < Calibrator.FEWEST) {
            throw new IllegalArgumentException(
                    "pictures whose answer is " + answer + " [" + found.length + "] must be at least "
                            + Calibrator.FEWEST + ", and should be dozens: fewer say little about a judge");
        }
        return found;
    }
}
