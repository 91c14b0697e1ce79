package com.example.signs;

import io.github.clipunit.junit.ClipTest;
import java.awt.Color;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@ClipTest(model = "pictogram")
class CrowdTest {

    @Test
    void paints() {
        Signs.check(Signs.square(Color.BLACK), "black");
    }

    @Nested
    class Inner {

        @Test
        void paints() {
            Signs.check(Signs.square(Color.GRAY), "gray");
        }
    }
}
