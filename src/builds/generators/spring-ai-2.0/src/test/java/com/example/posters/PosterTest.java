package com.example.posters;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static io.github.clipunit.assertj.ClipAssertions.assertThatImages;

import com.example.painter.Painter;
import io.github.clipunit.cassette.PictureCassette;
import io.github.clipunit.generator.GeneratorCalls;
import io.github.clipunit.generator.PictureRequest;
import io.github.clipunit.image.GeneratedPicture;
import io.github.clipunit.junit.ClipTest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImageOptions;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.openai.OpenAiImageOptions;
import org.springframework.ai.openai.metadata.OpenAiImageGenerationMetadata;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest
@ClipTest
class PosterTest {

    private static final String BLUE = "a blue square on a white background";

    private static final Painter PAINTER = new Painter();

    @Autowired
    private ImageModel images;

    @DynamicPropertySource
    static void askThePainter(DynamicPropertyRegistry properties) {
        properties.add("spring.ai.openai.base-url", () -> PAINTER.url() + "/v1");
        properties.add("spring.ai.openai.api-key", () -> Painter.KEY);
    }

    private List<GeneratedPicture> paint(String prompt, ImageOptions options) {
        return images.call(new ImagePrompt(prompt, options)).getResults().stream()
                .map(result -> GeneratedPicture.ofBase64OrUrl(
                                result.getOutput().getB64Json(),
                                result.getOutput().getUrl())
                        .withRevisedPrompt(((OpenAiImageGenerationMetadata) result.getMetadata()).getRevisedPrompt()))
                .toList();
    }

    @Test
    void paints_three_posters() {
        ImageOptions three =
                OpenAiImageOptions.builder().model("gpt-image-1").n(3).build();
        List<GeneratedPicture> posters = PictureCassette.recordAll(
                "blue",
                PictureRequest.of(BLUE).withModel("gpt-image-1").withNumber(3),
                GeneratorCalls.once().refusedIfEmpty(),
                () -> paint(BLUE, three));
        assertThatImages(posters).matchPrompt(BLUE).withMeanClipScoreAbove(0.28);
    }

    @Test
    void paints_behind_a_signed_link() {
        ImageOptions link = OpenAiImageOptions.builder()
                .model("dall-e-3")
                .responseFormat("url")
                .build();
        GeneratedPicture poster =
                PictureCassette.record("link", PictureRequest.of(BLUE).withModel("dall-e-3"), () -> paint(BLUE, link)
                        .get(0));
        assertThat(poster).matchesPrompt(BLUE).withClipScoreAbove(0.28);
    }

    @AfterAll
    static void stop() {
        System.out.println("spring-ai-2.0: " + PAINTER.calls() + " calls for posters");
        PAINTER.close();
    }
}
