package com.example.posters;

import static io.github.clipunit.assertj.ClipAssertions.assertThatGenerator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.example.painter.Answer;
import com.example.painter.Painter;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.googleai.GoogleAiGeminiImageModel;
import dev.langchain4j.model.image.ImageModel;
import dev.langchain4j.model.openai.OpenAiImageModel;
import io.github.clipunit.generator.GeneratorCalls;
import io.github.clipunit.generator.GeneratorRefusedException;
import io.github.clipunit.generator.GeneratorUnavailableException;
import io.github.clipunit.image.GeneratedPicture;
import io.github.clipunit.junit.ClipTest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What LangChain4j does by itself, as docs/generators.md says. */
@ClipTest
class LangChainFactsTest {

    private static final String BLUE = "a blue square on a white background";

    private final Painter painter = new Painter();

    private final ImageModel openAi = OpenAiImageModel.builder()
            .apiKey(Painter.KEY)
            .baseUrl(painter.url() + "/v1")
            .modelName("gpt-image-1")
            .timeout(Duration.ofSeconds(2))
            .maxRetries(3)
            .build();

    private final ImageModel gemini = GoogleAiGeminiImageModel.builder()
            .apiKey(Painter.KEY)
            .baseUrl(painter.url() + "/v1beta")
            .modelName("gemini-2.5-flash-image")
            .timeout(Duration.ofSeconds(2))
            .build();

    @Test
    void openai_refuses_with_the_answer_as_message() {
        painter.willAnswer(Answer.REFUSED, Answer.AGAINST_POLICY, Answer.REFUSED);
        HttpException refused = catchThrowableOfType(HttpException.class, () -> openAi.generate(BLUE));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused).hasMessageContaining("\"code\":\"moderation_blocked\"");
        assertThatThrownBy(() -> check(openAi, GeneratorCalls.once())).isInstanceOf(GeneratorRefusedException.class);
        assertThatThrownBy(() -> check(openAi, GeneratorCalls.once())).isInstanceOf(GeneratorRefusedException.class);
        assertThat(painter.calls()).isEqualTo(3);
    }

    @Test
    void openai_is_asked_once_whatever_maxRetries_says() {
        painter.willAnswer(Answer.BUSY, Answer.BROKEN, Answer.SLOW);
        assertThatThrownBy(() -> check(openAi, GeneratorCalls.once()))
                .isInstanceOf(GeneratorUnavailableException.class)
                .hasCauseInstanceOf(HttpException.class);
        assertThatThrownBy(() -> check(openAi, GeneratorCalls.once()))
                .isInstanceOf(GeneratorUnavailableException.class)
                .hasCauseInstanceOf(HttpException.class);
        assertThatThrownBy(() -> check(openAi, GeneratorCalls.once()))
                .isInstanceOf(GeneratorUnavailableException.class)
                .hasCauseInstanceOf(TimeoutException.class);
        assertThat(painter.calls()).isEqualTo(3);
    }

    @Test
    void openai_is_asked_again_by_clipunit_after_the_wait_that_it_asks_for() {
        painter.willAnswer(Answer.BUSY);
        assertThatGenerator(() -> GeneratedPicture.ofBase64(
                        openAi.generate(BLUE).content().base64Data()))
                .calledWith(GeneratorCalls.once().retrying(2, Duration.ofMillis(1)))
                .isReproducible(2);
        assertThat(painter.pauses().get(0)).isGreaterThanOrEqualTo(1000);
    }

    @Test
    void openai_without_pictures_is_an_empty_list_or_an_exception() {
        painter.willAnswer(Answer.EMPTY, Answer.EMPTY);
        assertThat(openAi.generate(BLUE, 2).content()).isEmpty();
        assertThatThrownBy(() -> openAi.generate(BLUE)).isExactlyInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void gemini_does_not_say_why_no_picture_came() {
        painter.willAnswer(Answer.REFUSED, Answer.AGAINST_POLICY, Answer.EMPTY);
        assertThatThrownBy(() -> gemini.generate(BLUE)).hasMessage("No image data found in response");
        assertThatThrownBy(() -> gemini.generate(BLUE)).hasMessage("No image generated in response");
        assertThatThrownBy(() -> gemini.generate(BLUE)).hasMessage("No image data found in response");
        assertThat(painter.calls()).isEqualTo(3);
    }

    @Test
    void gemini_refuses_where_that_is_said() {
        painter.willAnswer(Answer.REFUSED, Answer.AGAINST_POLICY);
        GeneratorCalls calls = GeneratorCalls.once().refusedIfEmpty();
        assertThatThrownBy(() -> check(gemini, calls)).isInstanceOf(GeneratorRefusedException.class);
        assertThatThrownBy(() -> check(gemini, calls)).isInstanceOf(GeneratorRefusedException.class);
    }

    @Test
    void gemini_is_asked_three_times() {
        painter.willAnswer(Answer.BUSY, Answer.BUSY, Answer.BUSY, Answer.BROKEN, Answer.BROKEN, Answer.BROKEN);
        assertThatThrownBy(() -> check(gemini, GeneratorCalls.once()))
                .isInstanceOf(GeneratorUnavailableException.class)
                .hasCauseInstanceOf(RateLimitException.class);
        assertThatThrownBy(() -> check(gemini, GeneratorCalls.once()))
                .isInstanceOf(GeneratorUnavailableException.class)
                .hasCauseInstanceOf(InternalServerException.class);
        assertThat(painter.calls()).isEqualTo(6);
    }

    @Test
    void nobody_there_is_an_outage() {
        painter.close();
        assertThatThrownBy(() -> check(openAi, GeneratorCalls.once()))
                .isInstanceOf(GeneratorUnavailableException.class);
        assertThatThrownBy(() -> check(gemini, GeneratorCalls.once()))
                .isInstanceOf(GeneratorUnavailableException.class);
    }

    private static void check(ImageModel model, GeneratorCalls calls) {
        assertThatGenerator(seed ->
                        GeneratedPicture.ofBase64(model.generate(BLUE).content().base64Data()))
                .calledWith(calls)
                .matchesPrompt(BLUE)
                .upTo(8)
                .withMeanClipScoreAbove(0.2);
    }

    @AfterEach
    void stop() {
        painter.close();
    }
}
