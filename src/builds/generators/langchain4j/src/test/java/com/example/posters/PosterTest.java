package com.example.posters;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static io.github.clipunit.assertj.ClipAssertions.assertThatImages;

import com.example.painter.Painter;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.model.googleai.GoogleAiGeminiImageModel;
import dev.langchain4j.model.image.ImageModel;
import dev.langchain4j.model.openai.OpenAiImageModel;
import io.github.clipunit.cassette.PictureCassette;
import io.github.clipunit.generator.GeneratorCalls;
import io.github.clipunit.generator.PictureRequest;
import io.github.clipunit.image.GeneratedPicture;
import io.github.clipunit.junit.ClipTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

@ClipTest
class PosterTest {

    private static final String BLUE = "a blue square on a white background";

    private static final Painter PAINTER = new Painter();

    private final ImageModel openAi = OpenAiImageModel.builder()
            .apiKey(Painter.KEY)
            .baseUrl(PAINTER.url() + "/v1")
            .modelName("gpt-image-1")
            .build();

    private final ImageModel gemini = GoogleAiGeminiImageModel.builder()
            .apiKey(Painter.KEY)
            .baseUrl(PAINTER.url() + "/v1beta")
            .modelName("gemini-2.5-flash-image")
            .build();

    private static GeneratedPicture picture(Image image) {
        return GeneratedPicture.ofBase64OrUrl(image.base64Data(), image.url()).withRevisedPrompt(image.revisedPrompt());
    }

    @Test
    void paints_three_posters() {
        List<GeneratedPicture> posters = PictureCassette.recordAll(
                "blue",
                PictureRequest.of(BLUE).withModel("gpt-image-1").withNumber(3),
                GeneratorCalls.once().retrying(3, Duration.ofSeconds(2)).refusedIfEmpty(),
                () -> openAi.generate(BLUE, 3).content().stream()
                        .map(PosterTest::picture)
                        .toList());
        assertThatImages(posters).matchPrompt(BLUE).withMeanClipScoreAbove(0.28);
    }

    @Test
    void paints_with_gemini() {
        GeneratedPicture poster = PictureCassette.record(
                "gemini",
                PictureRequest.of(BLUE).withModel("gemini-2.5-flash-image"),
                () -> picture(gemini.generate(BLUE).content()));
        assertThat(poster).matchesPrompt(BLUE).withClipScoreAbove(0.28);
    }

    @Test
    void paints_webp() {
        ImageModel webp = OpenAiImageModel.builder()
                .apiKey(Painter.KEY)
                .baseUrl(PAINTER.url() + "/v1")
                .modelName("gpt-image-1")
                .outputFormat("webp")
                .build();
        GeneratedPicture poster = PictureCassette.record(
                "webp",
                PictureRequest.of(BLUE).with("format", "webp"),
                () -> picture(webp.generate(BLUE).content()));
        assertThat(poster).matchesPrompt(BLUE).withClipScoreAbove(0.28);
    }

    @AfterAll
    static void stop() {
        System.out.println("langchain4j: " + PAINTER.calls() + " calls for posters");
        PAINTER.close();
    }
}
