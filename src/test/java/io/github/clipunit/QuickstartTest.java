package io.github.clipunit;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static io.github.clipunit.assertj.ClipAssertions.assertThatImages;

import io.github.clipunit.cassette.PictureCassette;
import io.github.clipunit.golden.CommittedGoldens;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.junit.ClipTest;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The main job on pictures that exist as files: right prompts pass, wrong ones and near misses fail. The last tests compare
 * with goldens, which are committed: {@code src/test/resources/golden/io.github.clipunit.QuickstartTest}.
 */
@ClipTest(model = "pictogram")
@ExtendWith(CommittedGoldens.class)
class QuickstartTest {

    private static final Path PICTURES = Path.of("src/test/resources/pictures");

    private final CirclePainter painter = new CirclePainter();

    @ParameterizedTest
    @CsvSource({
        "cat.png, an icon of a cat, an icon of a guitar, an icon of a dog",
        "fox.png, an icon of a fox, an icon of a cactus, an icon of a cat",
        "red-apple.png, an icon of a red apple, an icon of a pizza, an icon of a green apple",
        "rocket.png, an icon of a rocket, an icon of a pizza, an icon of an airplane",
        "bicycle.png, an icon of a bicycle, an icon of a red apple, an icon of a motorcycle",
        "red-circle.png, a red circle on a white background, an icon of a pizza, a blue circle on a white background",
        "blue-square.png, a blue square on a white background, an icon of a frog, a red square on a white background",
        "three-green-triangles.png, three green triangles on a white background, an icon of a bicycle, three red triangles on a white background",
    })
    void tells_the_right_prompt_from_wrong_ones_and_near_misses(String file, String right, String wrong, String near) {
        ClipImage picture = ClipImage.of(PICTURES.resolve(file));
        assertThat(picture).matchesPrompt(right).withClipScoreAbove(0.28);
        assertThat(picture).doesNotMatchPrompt(wrong).withClipScoreBelow(0.28);
        assertThat(picture).matchesPrompt(right).ratherThan(wrong, near).byAtLeast(0.03);
        assertThat(picture).matchesPrompt(right).withProbabilityAbove(0.9).among(wrong, near);
    }

    @Test
    void knows_pictures_of_the_same_thing(ClipScorer clip) {
        ClipImage cat = ClipImage.of(PICTURES.resolve("cat.png"));
        assertThat(cat).isSimilarTo(cat.toBufferedImage()).withCosineAbove(0.9999);
        assertThat(cat).embedding().hasDimension(clip.embed("a cat").dimension());
    }

    @Test
    void has_not_regressed_from_its_golden() {
        ClipImage fox = ClipImage.of(PICTURES.resolve("fox.png"));
        assertThat(fox).matchesPrompt("an icon of a fox").hasNotRegressed();
    }

    @Test
    void replays_what_the_painter_painted_once() {
        BufferedImage circle = PictureCassette.record("circle", () -> painter.paint(42));
        assertThat(circle).matchesPrompt("a red circle on a white background").hasNotRegressed();
    }

    @Test
    void paints_circles_of_many_seeds_as_well_as_before() {
        List<BufferedImage> circles =
                IntStream.range(0, 12).mapToObj(painter::paint).toList();
        assertThatImages(circles)
                .matchPrompt("a red circle on a white background")
                .haveNotRegressed();
    }
}
