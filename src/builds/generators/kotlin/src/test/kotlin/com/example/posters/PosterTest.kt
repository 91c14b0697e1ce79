package com.example.posters

import com.example.painter.Painter
import com.openai.client.okhttp.OpenAIOkHttpClient
import com.openai.models.images.ImageGenerateParams
import io.github.clipunit.assertj.ClipAssertions.assertThatImages
import io.github.clipunit.cassette.PictureCassette
import io.github.clipunit.generator.GeneratorCalls
import io.github.clipunit.generator.PictureRequest
import io.github.clipunit.image.GeneratedPicture
import io.github.clipunit.junit.ClipTest
import kotlin.jvm.optionals.getOrNull
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.Test

private const val BLUE = "a blue square on a white background"

@ClipTest
class PosterTest {

    private val client = OpenAIOkHttpClient.builder().apiKey(Painter.KEY).baseUrl("${painter.url()}/v1").build()

    private fun paint(request: ImageGenerateParams.Builder): List<GeneratedPicture> =
        client.images().generate(request.build()).data().orElse(listOf()).map {
            GeneratedPicture.ofBase64OrUrl(it.b64Json().getOrNull(), it.url().getOrNull())
                .withRevisedPrompt(it.revisedPrompt().getOrNull())
        }

    @Test
    fun `paints three posters`() {
        val request = PictureRequest.of(BLUE).withModel("gpt-image-1").withNumber(3)
        val posters = PictureCassette.recordAll<Exception>("blue", request, GeneratorCalls.once().refusedIfEmpty()) {
            paint(ImageGenerateParams.builder().model("gpt-image-1").prompt(BLUE).n(3))
        }
        assertThatImages(posters).matchPrompt(BLUE).withMeanClipScoreAbove(0.28)
    }

    companion object {
        private val painter = Painter()

        @AfterAll
        @JvmStatic
        fun stop() {
            println("kotlin: ${painter.calls()} calls for posters")
            painter.close()
        }
    }
}
