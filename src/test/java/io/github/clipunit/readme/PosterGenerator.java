package io.github.clipunit.readme;

import io.github.clipunit.image.ClipImage;
import java.awt.image.BufferedImage;
import java.nio.file.Path;

/** Stands for a user's own generator: it paints what it is asked for out of pictures that exist. */
final class PosterGenerator {

    BufferedImage generate(String prompt) {
        String file = prompt.contains("fox") ? "fox.png" : "red-circle.png";
        return ClipImage.of(Path.of("src/test/resources/pictures", file)).toBufferedImage();
    }
}
