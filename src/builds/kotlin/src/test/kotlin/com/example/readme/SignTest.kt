package com.example.readme

import com.example.signs.square
import io.github.clipunit.assertj.ClipAssertions.assertThat
import io.github.clipunit.junit.ClipTest
import org.junit.jupiter.api.Test

@ClipTest(model = "pictogram")
class SignTest {

    @Test
    fun `paints a blue square`() {
        assertThat(paint()).matchesPrompt("a blue square").withClipScoreAbove(0.28)
    }
}

private fun paint() = square(java.awt.Color(0x1E1EDC))
