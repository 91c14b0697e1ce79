package com.example.signs;

import io.github.clipunit.junit.ClipTest;
import java.awt.Color;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

@ClipTest(model = "pictogram")
class VioletTest {

    @Test
    void paints() {
        Signs.check(Signs.square(new Color(0x8B00FF)), "violet");
    }

    @Test
    @Disabled("until the new generator is there")
    void paints_two() {}
}
