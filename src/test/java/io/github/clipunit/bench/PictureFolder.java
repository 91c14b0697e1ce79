package io.github.clipunit.bench;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** A folder of PNG files of 1024 x 1024, each another picture. */
final class PictureFolder {

    private PictureFolder() {}

    static List<Path> make(int count) throws IOException {
        Path folder = Files.createTempDirectory("clipunit-bench");
        List<Path> files = new ArrayList<>();
        BufferedImage picture = BenchPicture.draw(1024);
        for (int i = 0; i < count; i++) {
            picture.setRGB(i, i, i);
            Path file = folder.resolve(i + ".png");
            ImageIO.write(picture, "png", file.toFile());
            file.toFile().deleteOnExit();
            files.add(file);
        }
        folder.toFile().deleteOnExit();
        return files;
    }
}
