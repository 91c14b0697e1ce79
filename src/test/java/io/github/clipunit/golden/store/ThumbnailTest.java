package io.github.clipunit.golden.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.clipunit.golden.verdict.GoldenDesk;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.image.GeneratedPicture;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThumbnailTest {

    @ParameterizedTest
    @CsvSource({
        "512, 512, 128, 128",
        "640, 480, 128, 96",
        "128, 30, 128, 30",
        "129, 1, 128, 1",
        "1, 1, 1, 1",
        "7, 5, 7, 5",
        "1, 20000, 1, 512",
        "100, 1024, 50, 512",
        "10000, 3, 128, 1"
    })
    void should_be_at_most_128_pixels_wide_and_keep_the_shape(int width, int height, int newWidth, int newHeight) {
        BufferedImage thumbnail = Thumbnail.of(List.of(GoldenDesk.image(1, width, height)));

        assertThat(thumbnail.getWidth()).isEqualTo(newWidth);
        assertThat(thumbnail.getHeight()).isEqualTo(newHeight);
    }

    @Test
    void should_leave_a_small_picture_as_it_is() {
        ClipImage image = GoldenDesk.image(4, 100, 80);

        assertThat(ClipImage.of(GeneratedPicture.png(Thumbnail.of(List.of(image)))))
                .isEqualTo(image);
    }

    @Test
    void should_take_the_mean_of_the_pixels_that_one_stands_for() {
        BufferedImage checks = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 256; y++) {
            for (int x = 0; x < 256; x++) {
                checks.setRGB(x, y, (x + y) % 2 == 0 ? 0xff0040 : 0x000042);
            }
        }

        BufferedImage thumbnail = Thumbnail.of(List.of(ClipImage.of(checks)));

        assertThat(thumbnail.getRGB(0, 0) & 0xffffff).isEqualTo(0x800041);
        assertThat(thumbnail.getRGB(127, 127) & 0xffffff).isEqualTo(0x800041);
    }

    @Test
    void should_put_several_pictures_one_below_the_other() {
        BufferedImage column = Thumbnail.of(List.of(GoldenDesk.image(1, 3, 2), GoldenDesk.image(2, 5, 4)));

        assertThat(column.getWidth()).isEqualTo(5);
        assertThat(column.getHeight()).isEqualTo(6);
        assertThat(column.getRGB(4, 0) & 0xffffff).isEqualTo(0xffffff);
        assertThat(column.getRGB(0, 2))
                .isEqualTo(GoldenDesk.image(2, 5, 4).toBufferedImage().getRGB(0, 0));
    }

    @Test
    void should_refuse_a_kind_of_picture_that_png_does_not_hold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GeneratedPicture.png(new BufferedImage(
                        new java.awt.image.ComponentColorModel(
                                java.awt.color.ColorSpace.getInstance(java.awt.color.ColorSpace.CS_sRGB),
                                false,
                                false,
                                java.awt.Transparency.OPAQUE,
                                java.awt.image.DataBuffer.TYPE_FLOAT),
                        java.awt.image.Raster.createWritableRaster(
                                new java.awt.image.BandedSampleModel(java.awt.image.DataBuffer.TYPE_FLOAT, 2, 2, 3),
                                null),
                        false,
                        null)))
                .withMessage("a picture of type [0] cannot be kept as PNG; convert it to RGB first");
    }
}
