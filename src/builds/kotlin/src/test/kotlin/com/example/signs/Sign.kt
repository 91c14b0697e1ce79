package com.example.signs

import io.github.clipunit.assertj.ClipAssertions.assertThat
import java.awt.Color
import java.awt.image.BufferedImage

/** A blue square, or what is left of it after a change. */
fun sign(): BufferedImage = square(if (System.getProperty("painter") == "good") Color(0x1E1EDC) else Color(0xDC501E))

fun square(color: Color): BufferedImage {
    val sign = BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB)
    val graphics = sign.createGraphics()
    graphics.color = Color.WHITE
    graphics.fillRect(0, 0, 256, 256)
    graphics.color = color
    graphics.fillRect(64, 64, 128, 128)
    graphics.dispose()
    return sign
}

fun checkSign() {
    assertThat(sign()).matchesPrompt("a blue square on a white background").hasNotRegressed()
}
