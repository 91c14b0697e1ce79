package com.example.signs;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;

import io.github.clipunit.junit.ClipTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@ClipTest(model = "pictogram")
@QuarkusTest
class ReversedOrderTest {

    private static final String RED = "a red square on a white background";

    @Inject
    SignPainter painter;

    @Test
    void scores() {
        assertThat(painter.paint(RED)).matchesPrompt(RED).hasNotRegressed();
    }
}
