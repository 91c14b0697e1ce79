package io.github.clipunit.report.page;

import io.github.clipunit.report.data.CheckEntry;
import io.github.clipunit.report.data.CheckedImage;
import io.github.clipunit.report.data.Picture;
import io.github.clipunit.report.data.ReportDocument;
import io.github.clipunit.report.data.TestEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Embeds the pictures of failed tests as data URIs while there is room; all other pictures keep their file names. */
final class EmbeddedPictures {

    /** The limit in characters, each one byte in the page, which keeps the page below 25 MB including its data. */
    private static final long LIMIT = 15_000_000;

    private final Path directory;
    private long used;

    /**
     * Starts without embedded pictures.
     *
     * @param directory the directory of the page, which file names are relative to
     */
    EmbeddedPictures(Path directory) {
        this.directory = directory;
    }

    Map<String, Picture> of(ReportDocument document) throws IOException {
        Map<String, Picture> pictures = new LinkedHashMap<>(document.pictures());
        for (TestEntry test : document.tests()) {
            if (test.status().isRed()) {
                embed(test, pictures, document);
            }
        }
        return pictures;
    }

    private void embed(TestEntry test, Map<String, Picture> pictures, ReportDocument document) throws IOException {
        for (CheckEntry check : test.checks()) {
            for (CheckedImage image : check.images()) {
                embed(image.picture(), pictures, document);
            }
            if (check.goldenPicture() != null) {
                embed(check.goldenPicture(), pictures, document);
            }
        }
    }

    private void embed(String key, Map<String, Picture> pictures, ReportDocument document) throws IOException {
        Picture picture = document.pictures().get(key);
        if (picture != null && picture.equals(pictures.get(key))) {
            pictures.put(
                    key,
                    new Picture(
                            picture.width(),
                            picture.height(),
                            uri(picture.small()),
                            uri(picture.large()),
                            picture.kind()));
        }
    }

    private @Nullable String uri(@Nullable String name) throws IOException {
        if (name == null || used + 2 * Files.size(directory.resolve(name)) > LIMIT) {
            return name;
        }
        String type = name.endsWith(".jpg") ? "jpeg" : name.substring(name.lastIndexOf('.') + 1);
        String uri = "data:image/" + type + ";base64,"
                + Base64.getEncoder().encodeToString(Files.readAllBytes(directory.resolve(name)));
        used += uri.length();
        return uri;
    }
}
