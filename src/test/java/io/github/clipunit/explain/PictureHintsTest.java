package io.github.clipunit.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.ClipModel;
import io.github.clipunit.Logits;
import io.github.clipunit.Preprocessing;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.model.EmbeddedModel;
import io.github.clipunit.onnx.OnnxClipScorer;
import io.github.clipunit.onnx.OnnxOptions;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureHintsTest {

    private static final ClipModel CLIP = model(new Preprocessing("1", 224, 224, 224));
    private static final ClipModel SIGLIP = model(new Preprocessing("1", 224, 224, 0));

    private static ClipModel model(Preprocessing preprocessing) {
        return ClipModel.of("m", preprocessing, () -> Logits.CLIP, OptionalInt.empty(), TreeMap::new);
    }

    /** Colours enough that no hint on colours is due. */
    private static BufferedImage colourful(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, 0xff000000 | (x * 37 % 256) << 16 | (y * 53 % 256) << 8 | (x * y % 256));
            }
        }
        return image;
    }

    private static ClipImage colourful(int width, int height) {
        return ClipImage.of(colourful(width, height, BufferedImage.TYPE_INT_RGB));
    }

    @Test
    void should_have_nothing_to_say_of_a_sound_picture() {
        assertThat(PictureHints.of(colourful(512, 512), CLIP)).isEmpty();
        assertThat(PictureHints.of(ClipImage.of(Path.of("src/test/resources/pictures/fox.png")), CLIP))
                .isEmpty();
    }

    @Test
    void should_tell_that_a_picture_was_not_turned() throws IOException {
        byte[] jpeg = Files.readAllBytes(Path.of("src/test/resources/pillow/jpeg-420-199x149.jpg"));
        String app1 =
                "ffe10022" + "457869660000" + "4d4d002a00000008" + "0001" + "011200030000000100060000" + "00000000";
        byte[] turned = HexFormat.of()
                .parseHex("ffd8" + app1 + HexFormat.of().formatHex(jpeg).substring(4));
        String hint = "the picture's EXIF orientation (6) was not applied: the model saw the picture as it is stored;"
                + " clipunit.image.orientation = apply rotates pictures";
        assertThat(PictureHints.of(ClipImage.of(turned), CLIP)).contains(hint);
        assertThat(PictureHints.of(ClipImage.of(jpeg), CLIP)).doesNotContain(hint);
    }

    @Test
    void should_tell_blank_and_nearly_uniform_pictures() {
        BufferedImage image = new BufferedImage(300, 300, BufferedImage.TYPE_INT_RGB);
        assertThat(PictureHints.of(ClipImage.of(image), CLIP))
                .containsExactly("the picture is blank: every pixel is #000000");
        image.setRGB(0, 0, 0xffffff);
        assertThat(PictureHints.of(ClipImage.of(image), CLIP))
                .containsExactly("the picture is nearly uniform: 99.9 % of its pixels are close to #000000");
        for (int x = 0; x < 300; x++) {
            for (int y = 0; y < 3; y++) {
                image.setRGB(x, y, 0xffffff);
            }
        }
        assertThat(PictureHints.of(ClipImage.of(image), CLIP))
                .containsExactly("the picture is nearly uniform: 99.0 % of its pixels are close to #030303");
        image.setRGB(0, 3, 0xffffff);
        assertThat(PictureHints.of(ClipImage.of(image), CLIP)).isEmpty();
    }

    @Test
    void should_tell_pictures_smaller_than_the_model_takes() {
        assertThat(PictureHints.of(colourful(64, 56), CLIP))
                .containsExactly(
                        "the picture is small: its 64 x 56 pixels were enlarged 4.0 times for a model that takes"
                                + " 224 x 224");
        assertThat(PictureHints.of(colourful(224, 224), CLIP)).isEmpty();
    }

    @Test
    void should_tell_pictures_that_are_mostly_transparent() {
        BufferedImage image = colourful(300, 300, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < 219; y++) {
            for (int x = 0; x < 300; x++) {
                image.setRGB(x, y, image.getRGB(x, y) & 0xffffff);
            }
        }
        assertThat(PictureHints.of(ClipImage.of(image), CLIP))
                .containsExactly(
                        "73 % of the picture is transparent; the model sees the colours stored in these pixels, not a"
                                + " background");
    }

    @ParameterizedTest
    @CsvSource({
        "1920, 1080, 56 %, 1080 x 1080",
        "1080, 1920, 56 %, 1080 x 1080",
        "400, 300, 75 %, 300 x 300",
        "3000, 300, 10 %, 300 x 300",
    })
    void should_say_how_much_of_it_the_model_saw(int width, int height, String share, String centre) {
        assertThat(PictureHints.of(colourful(width, height), CLIP))
                .containsExactly("the model saw " + share + " of the picture: the centre " + centre + " of " + width
                        + " x " + height + " pixels");
    }

    @Test
    void should_not_speak_of_a_crop_where_there_is_none() {
        assertThat(PictureHints.of(colourful(320, 300), CLIP)).isEmpty();
        assertThat(PictureHints.of(colourful(1920, 1080), SIGLIP)).isEmpty();
        assertThat(PictureHints.of(colourful(1920, 1080), ClipModel.unnamed())).isEmpty();
    }

    @Test
    void should_read_what_a_real_scorer_says_of_its_preprocessing() {
        try (OnnxClipScorer scorer = OnnxClipScorer.load(EmbeddedModel.pictogram(), OnnxOptions.defaults())) {
            assertThat(scorer.model().preprocessing())
                    .returns(64, Preprocessing::width)
                    .returns(64, Preprocessing::height)
                    .returns(64, Preprocessing::shortEdge);
        }
    }

    @Test
    void should_see_the_centre_that_is_cut_out() {
        assertThat(new Preprocessing("1", 224, 224, 256).seen(colourful(512, 256)))
                .isEqualTo(new Rectangle(144, 16, 224, 224));
        assertThat(Preprocessing.of("1").seen(colourful(512, 256))).isEqualTo(new Rectangle(512, 256));
    }
}
