package com.example.posters;

import static io.github.clipunit.assertj.ClipAssertions.assertThatGenerator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.example.painter.Answer;
import com.example.painter.Painter;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.RateLimitException;
import com.openai.models.images.ImageGenerateParams;
import io.github.clipunit.cassette.PictureCassette;
import io.github.clipunit.generator.GeneratorCalls;
import io.github.clipunit.generator.GeneratorRefusedException;
import io.github.clipunit.generator.GeneratorUnavailableException;
import io.github.clipunit.generator.PictureRequest;
import io.github.clipunit.image.GeneratedPicture;
import io.github.clipunit.image.UnreadableImageException;
import io.github.clipunit.junit.ClipTest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What OpenAI's client does by itself, as docs/generators.md says. */
@ClipTest
class OpenAiFactsTest {

    private final Painter painter = new Painter();

    private final OpenAIClient client = OpenAIOkHttpClient.builder()
            .apiKey(Painter.KEY)
            .baseUrl(painter.url() + "/v1")
            .timeout(Duration.ofSeconds(2))
            .build();

    private final ImageGenerateParams request = ImageGenerateParams.builder()
            .model("gpt-image-1")
            .prompt("a blue square")
            .build();

    @Test
    void a_refusal_has_its_code_beside_the_message() {
        painter.willAnswer(Answer.REFUSED, Answer.REFUSED);
        BadRequestException refused = catchThrowableOfType(BadRequestException.class, this::paint);
        assertThat(refused.code()).hasValue("moderation_blocked");
        assertThat(refused.getMessage()).startsWith("400: Your request was rejected by the safety system.");
        assertThatThrownBy(() -> check(GeneratorCalls.once())).isInstanceOf(GeneratorRefusedException.class);
        assertThat(painter.calls()).isEqualTo(2);
    }

    @Test
    void so_has_the_older_one() {
        painter.willAnswer(Answer.AGAINST_POLICY);
        assertThatThrownBy(() -> check(GeneratorCalls.once())).isInstanceOf(GeneratorRefusedException.class);
    }

    @Test
    void asks_three_times_after_429_and_waits_as_long_as_it_is_told() {
        painter.willAnswer(Answer.BUSY, Answer.BUSY, Answer.BUSY);
        assertThatThrownBy(() -> check(GeneratorCalls.once()))
                .isInstanceOf(GeneratorUnavailableException.class)
                .hasCauseInstanceOf(RateLimitException.class);
        assertThat(painter.calls()).isEqualTo(3);
        assertThat(painter.pauses()).allMatch(pause -> pause >= 1000);
    }

    @Test
    void asks_three_times_after_500() {
        painter.willAnswer(Answer.BROKEN, Answer.BROKEN, Answer.BROKEN);
        assertThatThrownBy(() -> check(GeneratorCalls.once()))
                .isInstanceOf(GeneratorUnavailableException.class)
                .hasCauseInstanceOf(InternalServerException.class);
        assertThat(painter.calls()).isEqualTo(3);
    }

    @Test
    void asks_three_times_after_no_answer() {
        painter.willAnswer(Answer.SLOW, Answer.SLOW, Answer.SLOW);
        assertThatThrownBy(() -> check(GeneratorCalls.once()))
                .isInstanceOf(GeneratorUnavailableException.class)
                .hasCauseInstanceOf(OpenAIIoException.class);
        assertThat(painter.calls()).isEqualTo(3);
    }

    @Test
    void nobody_there_is_an_outage() {
        painter.close();
        assertThatThrownBy(() -> check(GeneratorCalls.once())).isInstanceOf(GeneratorUnavailableException.class);
    }

    @Test
    void no_pictures_are_an_empty_list() {
        painter.willAnswer(Answer.EMPTY);
        assertThat(client.images().generate(request).data().orElseThrow()).isEmpty();
    }

    @Test
    void a_picture_too_few_is_told() {
        painter.willAnswer(Answer.FEWER);
        ImageGenerateParams three = request.toBuilder().n(3).build();
        assertThatThrownBy(() -> PictureCassette.recordAll(
                        "three",
                        PictureRequest.of("a blue square").withNumber(3),
                        GeneratorCalls.once().refusedIfEmpty(),
                        () -> client.images().generate(three).data().orElseThrow().stream()
                                .map(image -> GeneratedPicture.ofBase64(
                                        image.b64Json().orElseThrow()))
                                .toList()))
                .isInstanceOf(GeneratorRefusedException.class)
                .hasMessageContaining("gave 2 of 3 pictures");
    }

    @Test
    void a_link_expires() {
        painter.expireLinks();
        ImageGenerateParams asksForLink = request.toBuilder()
                .responseFormat(ImageGenerateParams.ResponseFormat.URL)
                .build();
        String link = client.images()
                .generate(asksForLink)
                .data()
                .orElseThrow()
                .get(0)
                .url()
                .orElseThrow();
        assertThatThrownBy(() -> GeneratedPicture.ofBase64OrUrl(null, link))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageContaining("403")
                .hasMessageNotContaining(Painter.SIGNATURE);
    }

    private GeneratedPicture paint() {
        return GeneratedPicture.ofBase64(client.images()
                .generate(request)
                .data()
                .orElseThrow()
                .get(0)
                .b64Json()
                .orElseThrow());
    }

    private void check(GeneratorCalls calls) {
        assertThatGenerator(seed -> paint())
                .calledWith(calls)
                .matchesPrompt("a blue square on a white background")
                .upTo(8)
                .withMeanClipScoreAbove(0.2);
    }

    @AfterEach
    void stop() {
        client.close();
        painter.close();
    }
}
