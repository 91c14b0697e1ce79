// Names that files on Windows cannot have; these are names of methods, and of one class.
@file:Suppress("DANGEROUS_CHARACTERS")

package com.example.signs

import io.github.clipunit.ClipScorer
import io.github.clipunit.assertj.ClipAssertions.assertThat
import io.github.clipunit.assertj.ClipAssertions.assertThatGenerator
import io.github.clipunit.image.ClipImage
import io.github.clipunit.junit.ClipTest
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.Nested
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource

@ClipTest
class SignTest {

    @Test
    fun `paints a square`() = checkSign()

    @Test
    fun `paints a square, and a frame`() = checkSign()

    @Test
    fun `paints a square+ and a frame`() = checkSign()

    @Test
    fun `malt ein schönes Quadrat, größer als üblich`() = checkSign()

    @Test
    fun `paints (a square) {blue}`() = checkSign()

    @Test
    fun `paints 'a square' or "a frame"`() = checkSign()

    @Test
    fun `costs $5 - #1 & 100% of it!`() = checkSign()

    @Test
    fun `is it a square? _is_ it ~^@=|*`() = checkSign()

    @Test
    fun `!important`() = checkSign()

    @Test
    fun ` has a space at either end `() = checkSign()

    @Test
    fun `-starts like an option`() = checkSign()

    @Test
    fun `paints a 🦊`() = checkSign()

    @Test
    fun `takes the scorer as a parameter`(clip: ClipScorer) {
        val image: ClipImage = ClipImage.of(sign())
        val score: Double = clip.score(image, "a blue square on a white background").cosine()
        assertEquals("pictogram", clip.model().id())
        if (System.getProperty("painter") == "good") {
            assertThat(image).matchesPrompt("a blue square on a white background").withClipScoreAbove(score - 0.01)
        }
    }

    /** The arrow tells Kotlin that a generator takes no seed. */
    @Test
    fun `asks a generator again, and for other seeds`() {
        assertThatGenerator { -> sign() }.isReproducible(2)
        assertThatGenerator { seed -> sign().apply { setRGB(seed.toInt(), 0, 0xfffffe) } }
            .matchesPrompt("a blue square on a white background")
            .upTo(8)
            .withMeanClipScoreAbove(-0.5)
    }

    @ParameterizedTest
    @ValueSource(strings = ["blue, and square", "100% 'blue'"])
    fun `takes arguments, too`(@Suppress("unused") words: String) = checkSign()

    @TestFactory
    fun `makes tests, too`(): List<DynamicTest> =
        listOf("one, two", "three+four").map { dynamicTest(it) { checkSign() } }

    @Nested
    inner class `when it snows, rains + hails` {

        @Test
        fun `paints a white square, still`() = checkSign()

        @Nested
        inner class Inside {
            @Test
            fun paints() = checkSign()
        }
    }
}

@ClipTest
class `Signs, and moreTest` {
    @Test
    fun paints() = checkSign()
}
