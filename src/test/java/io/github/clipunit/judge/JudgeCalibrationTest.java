package io.github.clipunit.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.golden.verdict.GoldenDesk;
import io.github.clipunit.image.ClipImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeCalibrationTest {

    private static final double[] YES = {0.9, 0.95, 0.99, 0.7, 0.6, 0.4, 0.8, 0.85, 0.97, 0.3, 0.5, 0.9};
    private static final double[] NO = {0.1, 0.2, 0.05, 0.6, 0.3, 0.15, 0.25, 0.01, 0.02, 0.55};

    private static JudgeCalibration measured(double[] yes, double[] no) {
        JudgeCalibration measured = JudgeCalibration.of(PictureJudge.named(
                "seer-1",
                (picture, question) -> question.startsWith("yes") ? yes[number(question)] : no[number(question)]));
        ClipImage picture = GoldenDesk.image(1, 8, 6);
        for (int i = 0; i < yes.length; i++) {
            measured.add(picture, "yes " + i, true);
        }
        for (int i = 0; i < no.length; i++) {
            measured.add(picture, "no " + i, false);
        }
        return measured;
    }

    private static int number(String question) {
        return Integer.parseInt(question.replaceAll("\\D", ""));
    }

    /** The probability by its definition: over all pairs, ties counting half. */
    private static double wins() {
        double wins = 0;
        for (double yes : YES) {
            for (double no : NO) {
                wins += yes > no ? 1 : yes == no ? 0.5 : 0;
            }
        }
        return wins / (YES.length * NO.length);
    }

    @Test
    void should_measure_how_often_a_judge_is_right() {
        JudgeCalibration measured = measured(YES, NO);
        assertThat(measured.rocArea()).isCloseTo(wins(), within(1e-12));
        assertThat(measured.detectionRate(0.5))
                .isEqualTo(Arrays.stream(YES).filter(yes -> yes > 0.5).count() / 12.0);
        assertThat(measured.falsePositiveRate(0.5)).isEqualTo(0.2);
        assertThat(measured.falsePositiveRate(0.6)).isZero();
    }

    /** Intervals by SciPy 1.10: binomtest(9, 12).proportion_ci(method="exact"), and of 2 in 10. */
    @Test
    void should_write_a_table_for_people() {
        assertThat(measured(YES, NO).table()).isEqualTo("""
                ROC area 0.9417
                yes above 0.5 where it is right: 9 of 12, a share in [0.4281, 0.9451]
                yes above 0.5 where it is wrong: 2 of 10, a share in [0.0252, 0.5561]
                yes above 0.6000: wrong with at most 0.1, right with 0.6667""");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "9, 10", "10, 9"})
    void should_give_no_rate_without_ten_of_each_answer(int yes, int no) {
        JudgeCalibration few = measured(Arrays.copyOf(YES, yes), Arrays.copyOf(NO, no));
        String rule = "pictures whose answer is yes [" + yes + "] and no [" + no
                + "] must be at least 10 each, and should be dozens: fewer say little about a judge";
        assertThatIllegalStateException()
                .isThrownBy(() -> few.detectionRate(0.5))
                .withMessage(rule);
        assertThatIllegalStateException()
                .isThrownBy(() -> few.falsePositiveRate(0.5))
                .withMessage(rule);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -0.1, 1.1, 50})
    void should_refuse_a_threshold_that_no_answer_can_have(double threshold) {
        JudgeCalibration measured = measured(YES, NO);
        String rule = "threshold [" + threshold + "] must be in [0, 1], as answers are";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> measured.detectionRate(threshold))
                .withMessage(rule);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> measured.falsePositiveRate(threshold))
                .withMessage(rule);
        assertThat(measured.detectionRate(0)).isEqualTo(1);
        assertThat(measured.falsePositiveRate(1)).isZero();
    }

    @Test
    void should_count_a_picture_and_its_question_once() {
        JudgeCalibration measured = measured(YES, NO);
        ClipImage picture = GoldenDesk.image(1, 8, 6);
        for (boolean isYes : new boolean[] {true, false}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> measured.add(picture, "yes 1", isYes))
                    .withMessage("question \"yes 1\" to judge [seer-1] about " + picture
                            + " was added before: counting it twice would overstate how well the judge is known");
        }
        measured.add(GoldenDesk.image(2, 8, 6), "yes 1", true);
        assertThat(measured.detectionRate(0.5)).isEqualTo(10 / 13.0);
    }

    @Test
    @SuppressWarnings("NullAway") // as a client may that is no Java of ours
    void should_refuse_no_judge() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JudgeCalibration.of(null))
                .withMessage("a judge must not be null: nobody would answer");
    }

    @Test
    void should_refuse_what_tells_nothing() {
        assertThatIllegalStateException()
                .isThrownBy(() -> measured(YES, new double[] {0.1, 0.2}).rocArea())
                .withMessage(
                        "pictures whose answer is yes [12] and no [2] must be at least 10 each, and should be dozens:"
                                + " fewer say little about a judge");
        double[] same = new double[10];
        assertThatIllegalArgumentException()
                .isThrownBy(() -> measured(same, same).rocArea())
                .withMessage("all scores are [0.0]: no curve can separate them");
    }
}
