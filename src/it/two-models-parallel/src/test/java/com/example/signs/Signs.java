package com.example.signs;

import io.github.clipunit.image.ClipImage;
import java.nio.file.Path;

final class Signs {

    private Signs() {}

    static ClipImage read(String file) {
        return ClipImage.of(Path.of("src/test/resources/signs", file));
    }
}
