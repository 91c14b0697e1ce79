package com.example.posters

import io.github.clipunit.assertj.ClipAssertions.assertThat
import io.github.clipunit.junit.ClipTest
import java.awt.Color
import java.awt.image.BufferedImage
import org.junit.jupiter.api.Test

fun paint(): BufferedImage {
    val poster = BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB)
    val graphics = poster.createGraphics()
    graphics.color = Color.WHITE
    graphics.fillRect(0, 0, 256, 256)
    graphics.color = Color.RED
    graphics.fillOval(48, 48, 160, 160)
    graphics.dispose()
    return poster
}

@ClipTest(model = "pictogram")
class PostersTest {

    @Test
    fun `paints a red circle`() {
        assertThat(paint())
            .matchesPrompt("a red circle on a white background")
            .ratherThan("a blue circle on a white background")
            .byAtLeast(0.05)
    }
}
