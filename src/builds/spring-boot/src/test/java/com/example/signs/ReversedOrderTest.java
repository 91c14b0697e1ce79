package com.example.signs;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;

import io.github.clipunit.junit.ClipTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** Starts by the main method, where DevTools would restart the application in a class loader of its own. */
@ClipTest(model = "pictogram")
@SpringBootTest(useMainMethod = SpringBootTest.UseMainMethod.ALWAYS)
class ReversedOrderTest {

    private static final String RED = "a red square on a white background";

    @Test
    void scores(@Autowired SignPainter painter) {
        assertThat(painter.paint(RED)).matchesPrompt(RED).hasNotRegressed();
    }
}
