package io.github.clipunit.report.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.report.DemoPictures;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureEncoderTest {

    @Test
    void should_keep_a_small_drawing_exactly() throws Exception {
        ClipImage icon = DemoPictures.draw("boat", 64, 48, 1);

        assertThat(PictureEncoder.small(icon).extension()).isEqualTo("png");
        assertThat(decoded(PictureEncoder.small(icon))).isEqualTo(icon);
        assertThat(PictureEncoder.hasLarge(icon)).isFalse();
    }

    @Test
    void should_keep_the_colours_of_plain_areas_exactly() throws Exception {
        BufferedImage flag = new BufferedImage(999, 600, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 600; y++) {
            for (int x = 0; x < 999; x++) {
                flag.setRGB(x, y, x < 333 ? 0x0a5f00 : x < 666 ? 0xfffffe : 0xb10101);
            }
        }

        EncodedPicture small = PictureEncoder.small(ClipImage.of(flag));

        BufferedImage view = decoded(small).toBufferedImage();
        assertThat(small.extension()).isEqualTo("png");
        assertThat(view.getRGB(0, 0, 106, 192, null, 0, 106)).containsOnly(0xff0a5f00);
        assertThat(view.getRGB(107, 0, 106, 192, null, 0, 106)).containsOnly(0xfffffffe);
        assertThat(view.getRGB(214, 0, 106, 192, null, 0, 106)).containsOnly(0xffb10101);
    }

    @Test
    void should_shrink_a_photograph_to_320_pixels_and_a_larger_view() throws Exception {
        ClipImage photo = DemoPictures.noisy(1200, 600, 1);
        EncodedPicture small = PictureEncoder.small(photo);
        EncodedPicture large = PictureEncoder.large(photo);

        assertThat(PictureEncoder.hasLarge(photo)).isTrue();
        assertThat(small.extension()).isEqualTo("jpg");
        assertThat(decoded(small).width()).isEqualTo(320);
        assertThat(decoded(small).height()).isEqualTo(160);
        assertThat(large.extension()).isEqualTo("jpg");
        assertThat(decoded(large).width()).isEqualTo(896);
        assertThat(decoded(large).height()).isEqualTo(448);
    }

    @Test
    void should_bound_the_height_of_a_tall_picture() throws Exception {
        ClipImage thumbnail = decoded(PictureEncoder.small(DemoPictures.draw("fox", 40, 4000, 1)));

        assertThat(thumbnail.height()).isEqualTo(480);
        assertThat(thumbnail.width()).isEqualTo(5);
    }

    @Test
    void should_show_photographs_as_the_mean_of_their_areas() throws Exception {
        ClipImage photo = DemoPictures.noisy(700, 500, 3);
        EncodedPicture small = PictureEncoder.small(photo);

        assertThat(small.extension()).isEqualTo("jpg");
        assertThat(meanDifference(rgb(decoded(small)), means(photo, 320, 229))).isLessThan(4);
    }

    @ParameterizedTest
    @CsvSource({"1024, 1024, 320, 320", "1024, 1024, 896, 896", "97, 331, 96, 7", "5, 3, 1, 1", "700, 2, 3, 2"})
    void should_average_the_area_of_each_pixel(int fromWidth, int fromHeight, int width, int height) {
        ClipImage image = random(fromWidth, fromHeight);

        byte[] small = AreaAverage.shrink(image, width, height);

        double[] means = means(image, width, height);
        for (int i = 0; i < small.length; i++) {
            assertThat((double) (small[i] & 0xff)).isBetween(means[i] - 1, means[i] + 1);
        }
    }

    @Test
    void should_show_the_colours_that_models_see_under_transparent_pixels() throws Exception {
        BufferedImage clear = new BufferedImage(40, 30, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < 40; i++) {
            clear.setRGB(i, i % 30, 0x00336699);
        }

        assertThat(decoded(PictureEncoder.small(ClipImage.of(clear)))).isEqualTo(ClipImage.of(clear));
        assertThat(decoded(PictureEncoder.small(ClipImage.of(clear))).transparency())
                .isZero();
    }

    private static ClipImage decoded(EncodedPicture picture) {
        return ClipImage.of(picture.bytes());
    }

    private static ClipImage random(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(7);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        return ClipImage.of(image);
    }

    private static byte[] rgb(ClipImage image) {
        byte[] rgb = new byte[image.rgb().remaining()];
        image.rgb().get(rgb);
        return rgb;
    }

    private static double meanDifference(byte[] samples, double[] means) {
        assertThat(samples).hasSize(means.length);
        double sum = 0;
        for (int i = 0; i < means.length; i++) {
            sum += Math.abs((samples[i] & 0xff) - means[i]);
        }
        return sum / means.length;
    }

    /** By definition: the integral over each new pixel's area, by the part of each old pixel that lies in it. */
    private static double[] means(ClipImage image, int width, int height) {
        ByteBuffer rgb = image.rgb();
        double across = (double) image.width() / width;
        double down = (double) image.height() / height;
        double[] means = new double[3 * width * height];
        for (int i = 0; i < means.length; i++) {
            int column = (i / 3) % width;
            int row = i / (3 * width);
            double left = column * across;
            double top = row * down;
            for (int y = (int) top; y < Math.min(image.height(), Math.ceil(top + down)); y++) {
                double rows = Math.min(y + 1, top + down) - Math.max(y, top);
                for (int x = (int) left; x < Math.min(image.width(), Math.ceil(left + across)); x++) {
                    double columns = Math.min(x + 1, left + across) - Math.max(x, left);
                    means[i] += rows * columns * (rgb.get(3 * (y * image.width() + x) + i % 3) & 0xff);
                }
            }
            means[i] /= across * down;
        }
        return means;
    }
}
