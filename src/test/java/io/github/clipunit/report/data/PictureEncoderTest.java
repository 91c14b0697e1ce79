package io.github.clipunit.report.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.report.DemoPictures;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PictureEncoderTest {

    @Test
    void should_keep_a_small_drawing_exactly() throws Exception {
        ClipImage icon = DemoPictures.draw("boat", 64, 48, 1);

        Picture picture = PictureEncoder.encode(icon);

        assertThat(picture.thumbnail()).startsWith("data:image/png;base64,");
        assertThat(ClipImage.ofDataUri(Objects.requireNonNull(picture.thumbnail())))
                .isEqualTo(icon);
        assertThat(picture.large()).isNull();
    }

    @Test
    void should_shrink_a_photograph_to_320_pixels_and_a_larger_view() throws Exception {
        Picture picture = PictureEncoder.encode(DemoPictures.noisy(1200, 600, 1));

        assertThat(picture.thumbnail()).startsWith("data:image/jpeg;base64,");
        ClipImage thumbnail = ClipImage.ofDataUri(Objects.requireNonNull(picture.thumbnail()));
        assertThat(thumbnail.width()).isEqualTo(320);
        assertThat(thumbnail.height()).isEqualTo(160);
        ClipImage large = ClipImage.ofDataUri(Objects.requireNonNull(picture.large()));
        assertThat(large.width()).isEqualTo(896);
        assertThat(large.height()).isEqualTo(448);
        assertThat(picture.width()).isEqualTo(1200);
    }

    @Test
    void should_bound_the_height_of_a_tall_picture() throws Exception {
        Picture picture = PictureEncoder.encode(DemoPictures.draw("fox", 40, 4000, 1));

        ClipImage thumbnail = ClipImage.ofDataUri(Objects.requireNonNull(picture.thumbnail()));
        assertThat(thumbnail.height()).isEqualTo(480);
        assertThat(thumbnail.width()).isEqualTo(5);
    }
}
