package com.example.posters;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static io.github.clipunit.assertj.ClipAssertions.assertThatImages;

import com.example.painter.Painter;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.images.Image;
import com.openai.models.images.ImageGenerateParams;
import io.github.clipunit.cassette.PictureCassette;
import io.github.clipunit.generator.GeneratorCalls;
import io.github.clipunit.generator.PictureRequest;
import io.github.clipunit.image.GeneratedPicture;
import io.github.clipunit.junit.ClipTest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

@ClipTest
class PosterTest {

    private static final String BLUE = "a blue square on a white background";

    private static final Painter PAINTER = new Painter();

    private final OpenAIClient client = OpenAIOkHttpClient.builder()
            .apiKey(Painter.KEY)
            .baseUrl(PAINTER.url() + "/v1")
            .build();

    private List<GeneratedPicture> paint(ImageGenerateParams.Builder request) {
        return client.images().generate(request.build()).data().orElse(List.of()).stream()
                .map(image -> GeneratedPicture.ofBase64OrUrl(
                                image.b64Json().orElse(null), image.url().orElse(null))
                        .withRevisedPrompt(image.revisedPrompt().orElse(null)))
                .toList();
    }

    @Test
    void paints_one_poster() {
        ImageGenerateParams request =
                ImageGenerateParams.builder().model("gpt-image-1").prompt(BLUE).build();
        GeneratedPicture poster = PictureCassette.record("poster", PictureRequest.of(BLUE), () -> {
            Image image = client.images().generate(request).data().orElseThrow().get(0);
            return GeneratedPicture.ofBase64OrUrl(
                    image.b64Json().orElse(null), image.url().orElse(null));
        });
        assertThat(poster).matchesPrompt(BLUE).withClipScoreAbove(0.28);
    }

    @Test
    void paints_three_posters() {
        PictureRequest request =
                PictureRequest.of(BLUE).withModel("gpt-image-1").withNumber(3);
        List<GeneratedPicture> posters = PictureCassette.recordAll(
                "blue",
                request,
                GeneratorCalls.once().refusedIfEmpty(),
                () -> paint(ImageGenerateParams.builder()
                        .model("gpt-image-1")
                        .prompt(BLUE)
                        .n(3)));
        assertThatImages(posters).matchPrompt(BLUE).withMeanClipScoreAbove(0.28);
    }

    @Test
    void paints_webp() {
        GeneratedPicture poster = PictureCassette.record(
                "webp", PictureRequest.of(BLUE).with("format", "webp"), () -> paint(ImageGenerateParams.builder()
                                .model("gpt-image-1")
                                .prompt(BLUE)
                                .outputFormat(ImageGenerateParams.OutputFormat.WEBP))
                        .get(0));
        assertThat(poster.withMimeType("image/webp")).matchesPrompt(BLUE).withClipScoreAbove(0.28);
    }

    @Test
    void paints_behind_a_signed_link() {
        GeneratedPicture poster = PictureCassette.record(
                "link", PictureRequest.of(BLUE).withModel("dall-e-3"), () -> paint(ImageGenerateParams.builder()
                                .model("dall-e-3")
                                .prompt(BLUE)
                                .responseFormat(ImageGenerateParams.ResponseFormat.URL))
                        .get(0));
        assertThat(poster).matchesPrompt(BLUE).withClipScoreAbove(0.28);
    }

    @AfterAll
    static void stop() {
        System.out.println("openai-java: " + PAINTER.calls() + " calls for posters");
        PAINTER.close();
    }
}
