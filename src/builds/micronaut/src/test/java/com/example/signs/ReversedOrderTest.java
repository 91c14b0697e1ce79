package com.example.signs;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;

import io.github.clipunit.junit.ClipTest;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import org.junit.jupiter.api.Test;

@ClipTest(model = "pictogram")
@MicronautTest
class ReversedOrderTest {

    private static final String RED = "a red square on a white background";

    @Test
    void scores(SignPainter painter) {
        assertThat(painter.paint(RED)).matchesPrompt(RED).hasNotRegressed();
    }
}
