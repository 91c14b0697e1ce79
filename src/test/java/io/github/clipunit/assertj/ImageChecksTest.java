package io.github.clipunit.assertj;

import static io.github.clipunit.CircleScorer.picture;
import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static io.github.clipunit.assertj.ClipAssertions.assertThatImages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clipunit.CircleScorer;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.FakeScorer;
import io.github.clipunit.calibration.CalibrationException;
import io.github.clipunit.calibration.CalibrationFile;
import io.github.clipunit.calibration.Calibrator;
import io.github.clipunit.check.Check;
import io.github.clipunit.explain.Explainer;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.pixels.Pictures;
import io.github.clipunit.prompt.PromptPair;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.settings.Settings;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks of one picture that accompany its score; cosines are those of angles on a circle. */
class ImageChecksTest {

    private static final String PICTURE =
            "1 x 1 pixels, sha256 " + picture(0).sha256().substring(0, 8);
    private static final String BLACK = "4 x 3 pixels, sha256 ";

    @TempDir
    Path folder;

    private final List<Check> checks = new ArrayList<>();

    private List<String> play(ClipScorer scorer, String calibration, Runnable test) {
        Map<String, String> given = calibration.isEmpty() ? Map.of() : Map.of("clipunit.calibration", calibration);
        Settings settings = Settings.of(given).with(Explainer.EXPLAIN, "off");
        TestIdentity identity =
                new TestIdentity(ImageChecksTest.class, Optional.empty(), Optional.empty(), "[test:played]");
        try (TestScope scope = TestScope.open(scorer, settings, identity, checks::add)) {
            test.run();
            return scope.unfinished().stream().map(TestScope.Step::description).toList();
        }
    }

    private static ClipScorer circle(Object... promptsAndDegrees) {
        Map<String, Integer> degrees = new HashMap<>();
        for (int i = 0; i < promptsAndDegrees.length; i += 2) {
            degrees.put((String) promptsAndDegrees[i], (Integer) promptsAndDegrees[i + 1]);
        }
        return new CircleScorer(degrees);
    }

    /** Matching pairs at 0 to 9 degrees from each other, others at 60 and more. */
    private String calibrated() {
        Map<String, Integer> degrees = new HashMap<>();
        for (int i = 0; i < 180; i++) {
            degrees.put("at " + i, i);
        }
        Calibrator calibrator = Calibrator.of(new CircleScorer(degrees));
        for (int i = 0; i < 10; i++) {
            calibrator.add(picture(0), "at " + i, true);
            calibrator.add(picture(0), "at " + (60 + i), false);
        }
        Path file = folder.resolve("calibration.json");
        CalibrationFile.write(file, calibrator.calibrate(0.1));
        return file.toString();
    }

    @Test
    void should_pass_or_fail_by_the_calibrated_probability() {
        String file = calibrated();
        ClipScorer scorer = circle("near", 5, "far", 70);
        play(scorer, file, () -> assertThat(picture(0))
                .matchesPrompt("near")
                .isAMatch()
                .withMatchProbabilityAbove(0.9)
                .isAMatchAtFalsePositiveRate(0.1));
        assertThat(checks).extracting(Check::passed).containsExactly(true, true, true);
        assertThatThrownBy(() -> play(scorer, file, () -> assertThat(picture(0))
                        .matchesPrompt("far")
                        .isAMatch()))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("""

                        Expecting match probability of:
                          %s
                        for prompt:
                          "far"
                        by model:
                          circle
                        calibrated by:
                          10 matching and 10 other pairs, ROC area 1.0000
                        to be above: 0.5000
                        but was:     0.0""".formatted(PICTURE))
                .hasMessageEndingWith("too low), at CLIP score 0.3420");
        assertThatThrownBy(() -> play(scorer, file, () -> assertThat(picture(0))
                        .matchesPrompt("far")
                        .isAMatchAtFalsePositiveRate(0.1)))
                .hasMessageContaining("to be above the cut-off of rate 0.1: 0.5000");
        assertThatThrownBy(() -> play(scorer, file, () -> assertThat(picture(0))
                        .matchesPrompt("far")
                        .isAMatchAtFalsePositiveRate(0.05)))
                .hasMessage(
                        "the calibration has no cut-off for a false positive rate of [0.05], only for [0.1]; calibrate"
                                + " with that rate, which needs at least 19 pairs that do not match");
    }

    @Test
    void should_say_how_to_get_a_calibration() {
        assertThatThrownBy(() -> play(circle(), "", () -> assertThat(picture(0))
                        .matchesPrompt("near")
                        .isAMatch()))
                .isInstanceOf(CalibrationException.class)
                .hasMessageContaining("`clipunit calibrate`");
    }

    @Test
    void should_rank_the_prompt_among_generic_captions() {
        ClipScorer scorer = circle("near", 5, "far", 170, "a photo of a dog", 20);
        play(scorer, "", () -> assertThat(picture(90)).matchesPrompt("near").withPercentileAbove(99));
        assertThatThrownBy(() -> play(scorer, "", () -> assertThat(picture(90))
                        .matchesPrompt("unknown")
                        .withPercentileAbove(99)))
                .hasMessageContaining("among ")
                .hasMessageContaining(" generic captions, the highest:\n  0.0000  the prompt itself\n")
                .hasMessageContaining("to be above: 99.0000\nbut was:     50.0000");
    }

    @Test
    void should_hold_reference_captions_against_the_prompt() {
        ClipScorer scorer = circle("prompt", 60, "reference", 90, "other", 180);
        // CLIP-S = 2.5 cos 60 = 1.25, nearest reference cos 30 = 0.8660: 2 * 1.25 * 0.8660 / 2.1160 = 1.0232
        play(scorer, "", () -> assertThat(picture(0))
                .matchesPrompt("prompt")
                .withRefClipScoreAbove(1.02, "reference", "other"));
        assertThatThrownBy(() -> play(scorer, "", () -> assertThat(picture(0))
                        .matchesPrompt("prompt")
                        .withRefClipScoreAbove(1.1, "reference", "other")))
                .hasMessage("""

                        Expecting RefCLIPScore of:
                          %s
                        for prompt:
                          "prompt"
                        by model:
                          circle
                        with reference captions:
                          0.8660  "reference"
                          -0.5000  "other"
                        to be above: 1.1000
                        but was:     1.0232 (0.0768 too low)""".formatted(PICTURE));
    }

    @Test
    void should_ask_for_attributes_as_pairs_of_prompts() {
        ClipScorer scorer = circle("Good photo.", -60, "Bad photo.", 61, "Sharp photo.", 62, "Blurry photo.", -60);
        // 100 * (cos 60 - cos 61) = 1.519: 1 / (1 + exp(-1.519)) = 0.8204
        assertThat(picture(0)).scoredBy(scorer).hasQualityAbove(0.82);
        assertThat(picture(0))
                .scoredBy(scorer)
                .hasAttribute(PromptPair.SHARPNESS)
                .below(0.1);
        assertThatThrownBy(() -> assertThat(picture(0)).scoredBy(scorer).hasQualityAbove(0.9))
                .hasMessage("""

                        Expecting quality of:
                          %s
                        as the share of:
                          "Good photo." rather than "Bad photo."
                        by model:
                          circle
                        to be above: 0.9000
                        but was:     0.8204 (0.0796 too low)""".formatted(PICTURE));
        assertThatThrownBy(() -> assertThat(picture(0))
                        .scoredBy(scorer)
                        .hasAttribute(PromptPair.BEAUTIFUL)
                        .above(0.4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("model [circle] cannot tell [Beautiful photo.] from [Ugly photo.]");
        assertThatThrownBy(() -> assertThat(picture(0))
                        .scoredBy(new FakeScorer(Map.of("Good photo.", 0.3)))
                        .as("hero")
                        .hasQualityAbove(1))
                .hasMessageStartingWith("[hero] ");
    }

    @Test
    void should_hold_banned_content_against_its_counterpart() {
        ClipScorer scorer = circle("a weapon", 60, "a tool", 50, "nudity", 40, "people in clothes", 50, "a flag", 48);
        assertThat(picture(0)).scoredBy(scorer).doesNotDepict("a weapon");
        assertThatThrownBy(() -> assertThat(picture(0)).scoredBy(scorer).doesNotDepict("a weapon", "nudity"))
                .hasMessage("""

                        Expecting picture:
                          %s
                        to depict none of:
                          1.0000  "nudity" rather than "people in clothes"
                          0.0000  "a weapon" rather than "a tool"
                        by model:
                          circle
                        with a probability of at most: 0.5000
                        but was:                       1.0000 (0.5000 too high)""".formatted(PICTURE));
        assertThatThrownBy(() -> assertThat(picture(0)).scoredBy(scorer).doesNotDepict("a flag"))
                .hasMessageContaining("\"a flag\" rather than \"a picture\"");
        // a calibration by which 48 degrees is no match clears it
        play(scorer, calibrated(), () -> assertThat(picture(0)).doesNotDepict("a flag"));
        assertThatThrownBy(() -> assertThat(picture(0)).scoredBy(scorer).doesNotDepict())
                .hasMessage("at least one content must be given");
    }

    @Test
    void should_find_flaws_of_pixels_without_a_model() {
        ClipImage black = ClipImage.of(new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB));
        assertThat(black)
                .hasNoBorders()
                .hasNoCheckerboard()
                .hasNoLatentGrid()
                .isNotUpscaled()
                .isNotSoft()
                .isNotBright();
        assertThatThrownBy(() -> assertThat(black).isNotUniform()).hasMessageContaining("uniform: colours hardly vary");
        assertThatThrownBy(() -> assertThat(black).isNotDark()).hasMessageContaining("not to be: dark\n");
        assertThatThrownBy(() -> assertThat(black).isNotClipped()).hasMessageContaining("not to be: clipped\n");
        assertThatThrownBy(() -> assertThat(black).hasNoFlaws())
                .hasMessageContaining("not to be: blank; uniform; dark\n");
        assertThatThrownBy(() -> assertThat(black).isNotBlank())
                .hasMessage("""

                        Expecting picture:
                          %s
                        with signals:
                          largest distance of two pixels in one channel: 0 of 255 levels
                          standard deviation of colour: 0.0000 levels
                          lightness of 0.5 %% and 99.5 %% of pixels at most: 0 and 0
                          share of pure black and pure white: 1.0000
                          finest detail: NaN
                          trace of interpolation: NaN, each pixel 1 times
                          borders: top 0, bottom 0, left 0, right 0 pixels
                          checkerboard: NaN levels, latent grid: NaN levels
                        not to be: blank
                        but was:   blank: every pixel has the same colour""".formatted(BLACK + black.sha256().substring(0, 8)));
    }

    @Test
    void should_compare_fine_detail_with_that_of_accepted_pictures() {
        List<ClipImage> accepted = List.of(grained(3), grained(5), grained(11));
        ClipImage soft = ClipImage.of(Pictures.paint(64, 64, (x, y) -> 0x010101 * (2 * x + y + 20)));

        assertThat(grained(7)).isNotSofterThan(accepted);
        assertThatImages(List.of(grained(7), grained(4))).isNotSofterThan(accepted);
        // the numbers are those of numpy and scipy
        assertThatThrownBy(() -> assertThat(soft).isNotSofterThan(accepted))
                .hasMessage("""

                        Expecting fine detail of:
                          0.0001  %s
                        no less than that of accepted pictures:
                          8.8720  %s
                          13.8834  %s
                          10.2602  %s
                        in the geometric mean:
                          0.0001 against 10.8116, where 1.7221 would pass
                        to have a p-value above: 0.0100
                        but was:                 0.0002 (0.0098 too low)""".formatted(soft, accepted.get(0), accepted.get(1), accepted.get(2)));
        assertThatThrownBy(() -> assertThatImages(List.of(soft, soft)).isNotSofterThan(accepted))
                .hasMessageContaining("to have a p-value above: 0.0100");
    }

    private static ClipImage grained(int seed) {
        return ClipImage.of(
                Pictures.paint(64, 64, (x, y) -> 0x010101 * ((x * x * 7 + y * y * 13 + x * y * seed) % 97 * 2 + 20)));
    }

    @Test
    void should_compare_the_change_of_pictures_with_that_of_prompts() {
        ClipScorer scorer = circle("red", 10, "blue", 50, "green", 170);
        assertThat(picture(45))
                .scoredBy(scorer)
                .isEditOf(picture(5), "red", "blue")
                .withDirectionalSimilarityAbove(0.99);
        assertThatThrownBy(() -> assertThat(picture(5))
                        .scoredBy(scorer)
                        .isEditOf(picture(45), "red", "blue")
                        .withDirectionalSimilarityAbove(0))
                .hasMessageContaining("to be above: 0.0000\nbut was:     -0.99");
        assertThatThrownBy(() -> assertThat(picture(5))
                        .scoredBy(scorer)
                        .isEditOf(picture(5), "red", "blue")
                        .withDirectionalSimilarityAbove(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a change that is zero has no direction");
    }

    @Test
    void should_compare_with_the_nearest_reference_picture() {
        List<ClipImage> references = List.of(picture(90), picture(30));
        assertThat(picture(0)).scoredBy(circle()).isSimilarToAnyOf(references).withCosineAbove(0.86);
        assertThatThrownBy(() -> assertThat(picture(0))
                        .scoredBy(circle())
                        .isSimilarToAnyOf(references)
                        .withCosineAbove(0.9))
                .hasMessageContaining("with the nearest of:\n  0.8660  1 x 1")
                .hasMessageEndingWith("to be above: 0.9000\nbut was:     0.8660 (0.0340 too low)");
    }

    @Test
    void should_leave_steps_unfinished_that_no_check_follows() {
        assertThat(play(circle(), "", () -> {
                    var unused = assertThat(picture(0)).hasAttribute(PromptPair.SHARPNESS);
                    var unused2 = assertThat(picture(0)).isEditOf(picture(5), "red", "blue");
                    var unused3 = assertThat(picture(0)).isSimilarToAnyOf(List.of(picture(5)));
                }))
                .containsExactly("hasAttribute(sharpness)", "isEditOf(…, \"blue\")", "isSimilarToAnyOf(1 picture)");
    }
}
