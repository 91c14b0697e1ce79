package io.github.clipunit.judges;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.cassette.PictureCassette;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.judge.JudgeCalibration;
import io.github.clipunit.judge.PictureJudge;
import io.github.clipunit.junit.ClipExtension;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The tests that the page on judges shows; {@link JudgesGuideTest} runs them, with a generator that is right and with one that is not. */
class FoxPosters {

    private final FakePainter generator = new FakePainter();
    private final FakeVision vision = new FakeVision();

    private static final FakeChat CHAT = new FakeChat();

    static final PictureJudge JUDGE = PictureJudge.ofAnswers("gpt-4o-mini, 2026-11", 5, CHAT::ask);

    @RegisterExtension
    static final ClipExtension clip = ClipExtension.judgedBy(JUDGE);

    @Test
    void paintsThreeFoxes() throws IOException {
        BufferedImage image =
                PictureCassette.record("three foxes", () -> generator.generate("three red foxes in the snow"));
        assertThat(image).answers("Are there exactly three foxes?").withYesAbove(0.5);
        assertThat(image).answers("Is there any text?").withYesBelow(0.5);
        assertThat(image).meetsAll("Is there snow?", "Are all foxes red?", "Is each fox whole?");
    }

    @Test
    void asksByProbability() throws IOException {
        PictureJudge judge = PictureJudge.named(
                "clip-flant5-xxl", (picture, question) -> vision.probabilityOfYes(picture, question));
        BufferedImage image =
                PictureCassette.record("three foxes", () -> generator.generate("three red foxes in the snow"));
        assertThat(image)
                .judgedBy(judge)
                .answers("Does this figure show \"three red foxes in the snow\"? Please answer yes or no.")
                .withYesAbove(0.5);
    }

    @Test
    void stillPaintsThreeFoxes() throws IOException {
        BufferedImage image =
                PictureCassette.record("three foxes", () -> generator.generate("three red foxes in the snow"));
        assertThat(image).answers("Are there exactly three foxes?").hasNotRegressed();
    }

    @Test
    void isJudgedBySomebodyWhoCanCount() {
        JudgeCalibration measured = JudgeCalibration.of(JUDGE);
        Map<ClipImage, Boolean> labelled = labelled();
        labelled.forEach((picture, isThree) -> measured.add(picture, "Are there exactly three foxes?", isThree));
        System.out.println(measured.table());
        assertThat(measured.rocArea()).isGreaterThan(0.9);
        assertThat(measured.falsePositiveRate(0.5)).isLessThan(0.1);
    }

    private static Map<ClipImage, Boolean> labelled() {
        return FakePainter.labelled();
    }
}
