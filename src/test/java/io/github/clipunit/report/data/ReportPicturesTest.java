package io.github.clipunit.report.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.cache.PictureViews;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.report.DemoPictures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPicturesTest {

    @TempDir
    private Path directory;

    /** Of two processes of a run, the one that ends sweeps what it does not name; the other may have seen it there. */
    @Test
    void should_make_a_view_again_that_another_process_swept() throws Exception {
        ClipImage image = DemoPictures.draw("fox", 40, 30, 1);
        ReportPictures pictures = new ReportPictures(directory, PictureViews.none());
        Picture first = pictures.add(image, false, false);
        byte[] content = Files.readAllBytes(directory.resolve(String.valueOf(first.small())));

        new ReportPictures(directory, PictureViews.none())
                .sweep(Set.of(), Instant.now().plusSeconds(60));
        assertThat(directory.resolve(Picture.FOLDER)).isEmptyDirectory();

        assertThat(pictures.add(image, false, false)).isEqualTo(first);
        assertThat(directory.resolve(String.valueOf(first.small()))).hasBinaryContent(content);
    }
}
