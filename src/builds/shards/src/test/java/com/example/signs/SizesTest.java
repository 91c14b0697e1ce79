package com.example.signs;

import io.github.clipunit.junit.ClipTest;
import java.awt.Color;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ClipTest(model = "pictogram")
class SizesTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void paints(int size) {
        Signs.check(Signs.square(Color.YELLOW), "yellow");
    }
}
