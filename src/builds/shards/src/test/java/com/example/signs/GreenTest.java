package com.example.signs;

import io.github.clipunit.cassette.PictureCassette;
import io.github.clipunit.junit.ClipTest;
import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

@ClipTest(model = "pictogram")
class GreenTest {

    @Test
    void replays() {
        BufferedImage sign = PictureCassette.record("square", () -> Signs.square(Color.GREEN));
        Signs.check(sign, "green");
    }
}
