package com.example.signs;

import io.github.clipunit.junit.ClipTest;
import java.awt.Color;
import org.junit.jupiter.api.Test;

@ClipTest(model = "pictogram")
class BlueTest {

    /** A change of the generator makes it orange. */
    @Test
    void paints() {
        boolean isGood = !"bad".equals(System.getenv("PAINTER"));
        Signs.check(Signs.square(isGood ? new Color(0x1E1EDC) : new Color(0xDC501E)), "blue");
    }
}
