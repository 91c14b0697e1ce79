package io.github.clipunit.assertj;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static io.github.clipunit.assertj.ClipAssertions.assertThatImages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clipunit.FakeScorer;
import io.github.clipunit.check.Check;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.settings.Settings;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The assertions on goldens from end to end, each in the scope of a test that is played. */
class GoldenAssertionsTest {

    private static final ClipImage IMAGE = ClipImage.of(new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB));

    @TempDir
    Path goldens;

    private final List<Check> checks = new ArrayList<>();

    /** Plays a test whose scorer gives the prompt that cosine. */
    private List<String> play(double cosine, Runnable test) {
        Settings settings = Settings.of(Map.of("clipunit.golden.dir", goldens.toString(), "clipunit.explain", "off"));
        TestIdentity identity =
                new TestIdentity(GoldenAssertionsTest.class, Optional.empty(), Optional.empty(), "[test:played]");
        try (TestScope scope = TestScope.open(FakeScorer.of("a red fox", cosine), settings, identity, checks::add)) {
            test.run();
            scope.end(true);
            return scope.unfinished().stream().map(TestScope.Step::description).toList();
        }
    }

    @Test
    void should_record_then_hold_then_fail_if_the_score_fell_by_more_than_the_tolerance() {
        Runnable test = () -> assertThat(IMAGE).matchesPrompt("a red fox").hasNotRegressedFrom("fox");
        assertThat(play(0.31, test)).isEmpty();
        assertThat(play(0.305, test)).isEmpty();
        assertThatThrownBy(() -> play(0.25, test))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("\"a red fox\"")
                .hasMessageContaining("0.3100")
                .hasMessageContaining("0.2500")
                .hasMessageContaining("mvn");
        assertThat(checks).extracting(Check::passed).containsExactly(true, true, false);
    }

    @Test
    void should_take_a_tolerance_of_its_own() {
        Runnable strict = () -> assertThat(IMAGE).matchesPrompt("a red fox").hasNotRegressed(0.001);
        Runnable lenient = () -> assertThat(IMAGE).matchesPrompt("a red fox").hasNotRegressed(0.1);
        play(0.31, lenient);
        play(0.25, lenient);
        assertThatThrownBy(() -> play(0.305, strict)).isInstanceOf(AssertionError.class);
    }

    @Test
    void should_compare_the_picture_itself() {
        Runnable test = () -> assertThat(IMAGE).resemblesGolden("fox").withCosineAbove(0.99);
        play(0.3, test);
        assertThat(play(0.3, test)).isEmpty();
        assertThatThrownBy(() ->
                        play(0.3, () -> assertThat(IMAGE).resemblesGolden("fox").withCosineAbove(1)))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void should_compare_the_mean_of_several_pictures() throws Exception {
        List<ClipImage> images = List.of(IMAGE, IMAGE, IMAGE, IMAGE);
        Runnable test = () -> assertThatImages(images).matchPrompt("a red fox").haveNotRegressed();
        assertThat(play(0.31, test)).isEmpty();
        assertThat(play(0.309, test)).isEmpty();
        assertThatThrownBy(() -> play(0.2, test)).hasMessageContaining("p-value");
        try (var files = Files.walk(goldens)) {
            assertThat(files.filter(file -> file.toString().endsWith(".json"))).hasSize(1);
        }
    }

    @Test
    void should_name_the_prompts_that_fell() {
        Map<String, List<ClipImage>> suite =
                Map.of("a red fox", List.of(IMAGE, IMAGE, IMAGE), "a dog", List.of(IMAGE, IMAGE, IMAGE));
        Runnable test = () -> assertThatImages(suite).matchTheirPrompts().haveNotRegressed();
        assertThat(play(0.31, test)).isEmpty();
        assertThatThrownBy(() -> play(0.1, test)).hasMessageContaining("\"a red fox\"");
    }

    @Test
    void should_leave_a_step_unfinished_that_no_check_follows() {
        assertThat(play(0.3, () -> {
                    var unused = assertThatImages(List.of(IMAGE)).matchPrompt("a red fox");
                    var unused2 = assertThat(IMAGE).resemblesGolden("fox");
                    var unused3 = assertThatImages(Map.of("a red fox", List.of(IMAGE)))
                            .matchTheirPrompts();
                }))
                .containsExactly("matchPrompt(\"a red fox\")", "resemblesGolden(\"fox\")", "matchTheirPrompts()");
    }

    @Test
    void should_check_means_minima_and_counts() {
        play(0.3, () -> assertThatImages(List.of(IMAGE, IMAGE.toBufferedImage()))
                .matchPrompt("a red fox")
                .withMeanClipScoreAbove(0.28)
                .withMinimumClipScoreAbove(0.28)
                .atLeast(2)
                .withClipScoreAbove(0.28));
        assertThatThrownBy(() -> play(0.2, () -> assertThatImages(List.of(IMAGE, IMAGE))
                        .matchPrompt("a red fox")
                        .withMeanClipScoreAbove(0.28)))
                .hasMessage("""

                        Expecting mean CLIP score of 2 pictures:
                          0.2000  4 x 3 pixels, sha256 %1$s
                          0.2000  4 x 3 pixels, sha256 %1$s
                        for prompt:
                          "a red fox" (5 of 77 tokens)
                        by model:
                          fake
                        to be above: 0.2800
                        but was:     0.2000 (0.0800 too low)
                        with standard deviation 0.0000 and 95 %% confidence interval [0.2000, 0.2000]""".formatted(IMAGE.sha256().substring(0, 8)));
        assertThatThrownBy(() -> play(0.2, () -> assertThatImages(List.of(IMAGE))
                        .matchPrompt("a red fox")
                        .withMinimumClipScoreAbove(0.28)))
                .hasMessageEndingWith("to be above: 0.2800\nbut was:     0.2000 (0.0800 too low)");
        assertThatThrownBy(() -> play(0.2, () -> assertThatImages(List.of(IMAGE, IMAGE))
                        .matchPrompt("a red fox")
                        .atLeast(1)
                        .withClipScoreAbove(0.28)))
                .hasMessageEndingWith("to be above: 0.2800 for at least 1 of 2\nbut was:     above for 0");
        assertThatThrownBy(() -> play(0.2, () -> assertThatImages(List.of(IMAGE))
                        .matchPrompt("a red fox")
                        .atLeast(2)
                        .withClipScoreAbove(0)))
                .hasMessage("at least [2] must be from 1 to 1, the number of pictures");
        assertThatThrownBy(() -> assertThatImages(List.of("fox.png")))
                .hasMessage(
                        "pictures must be BufferedImage, ClipImage, Path, byte[] or GeneratedPicture, but one is [java.lang.String]");
        assertThatThrownBy(() -> assertThatImages(List.of())).hasMessage("images must hold at least one picture");
    }
}
