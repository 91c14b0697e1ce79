package com.example.signs;

import io.github.clipunit.junit.ClipTest;
import java.awt.Color;
import org.junit.jupiter.api.Test;

@ClipTest(model = "pictogram")
class RedTest {

    @Test
    void paints() {
        Signs.check(Signs.square(Color.RED), "red");
    }
}
