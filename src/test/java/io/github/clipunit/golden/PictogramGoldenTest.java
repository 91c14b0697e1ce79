package io.github.clipunit.golden;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static io.github.clipunit.assertj.ClipAssertions.assertThatImages;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.junit.ClipTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The model in the jar against its goldens in {@code src/test/resources/golden}: a worse one, or one whose pictures or
 * prompts are encoded otherwise, fails. A model that was trained anew is another one, and has to be accepted.
 */
@ClipTest(model = "pictogram")
@ExtendWith(CommittedGoldens.class)
class PictogramGoldenTest {

    private static final Map<String, List<ClipImage>> CAPTIONED = new TreeMap<>(Map.ofEntries(
            captioned("an icon of a bicycle", "bicycle"),
            captioned("a blue square on a white background", "blue-square"),
            captioned("an icon of a cat", "cat"),
            captioned("an icon of a dog face", "dog-face"),
            captioned("an icon of a fox", "fox"),
            captioned("an icon of a frog", "frog"),
            captioned("a green circle on a black background", "green-circle-on-black"),
            captioned("an icon of a pizza", "pizza"),
            captioned("an icon of a purple heart", "purple-heart"),
            captioned("an icon of a red apple", "red-apple"),
            captioned("a red circle on a white background", "red-circle"),
            captioned("an icon of a rocket", "rocket"),
            captioned("three green triangles on a white background", "three-green-triangles"),
            captioned("two orange squares on a white background", "two-orange-squares"),
            captioned("a yellow star on a black background", "yellow-star-on-black")));

    private static Map.Entry<String, List<ClipImage>> captioned(String caption, String picture) {
        return Map.entry(caption, List.of(picture(picture)));
    }

    private static ClipImage picture(String name) {
        return ClipImage.of(Path.of("src/test/resources/pictures", name + ".png"));
    }

    @Test
    void should_match_the_captions_of_pictures_as_well_as_it_did() {
        assertThatImages(CAPTIONED).matchTheirPrompts().haveNotRegressed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fox", "red-circle", "two-orange-squares"})
    void should_see_in_a_picture_what_it_saw(String name) {
        assertThat(picture(name)).resemblesGolden(name).withCosineAbove(0.999);
    }
}
