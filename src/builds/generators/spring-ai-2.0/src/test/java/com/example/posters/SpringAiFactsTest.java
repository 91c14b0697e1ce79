package com.example.posters;

import static io.github.clipunit.assertj.ClipAssertions.assertThatGenerator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.example.painter.Answer;
import com.example.painter.Painter;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.RateLimitException;
import io.github.clipunit.generator.GeneratorCalls;
import io.github.clipunit.generator.GeneratorRefusedException;
import io.github.clipunit.generator.GeneratorUnavailableException;
import io.github.clipunit.image.GeneratedPicture;
import io.github.clipunit.junit.ClipTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;
import org.springframework.ai.openai.OpenAiImageOptions;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What Spring AI 2.0 does by itself, as docs/generators.md says. */
@SpringBootTest
@ClipTest
class SpringAiFactsTest {

    private static final String BLUE = "a blue square on a white background";

    private static final Painter PAINTER = new Painter();

    @Autowired
    private ImageModel images;

    private int before;

    @DynamicPropertySource
    static void askThePainter(DynamicPropertyRegistry properties) {
        properties.add("spring.ai.openai.base-url", () -> PAINTER.url() + "/v1");
        properties.add("spring.ai.openai.api-key", () -> Painter.KEY);
    }

    @BeforeEach
    void count() {
        before = PAINTER.calls();
    }

    @Test
    void refuses_as_the_client_of_openai_does() {
        PAINTER.willAnswer(Answer.REFUSED, Answer.AGAINST_POLICY, Answer.REFUSED);
        BadRequestException refused = catchThrowableOfType(BadRequestException.class, this::paint);
        assertThat(refused.code()).hasValue("moderation_blocked");
        assertThatThrownBy(this::check).isInstanceOf(GeneratorRefusedException.class);
        assertThatThrownBy(this::check).isInstanceOf(GeneratorRefusedException.class);
        assertThat(calls()).isEqualTo(3);
    }

    @Test
    void is_asked_four_times_after_429() {
        PAINTER.willAnswer(Answer.BUSY, Answer.BUSY, Answer.BUSY, Answer.BUSY);
        assertThatThrownBy(this::check)
                .isInstanceOf(GeneratorUnavailableException.class)
                .hasCauseInstanceOf(RateLimitException.class);
        assertThat(calls()).isEqualTo(4);
    }

    @Test
    void is_asked_four_times_after_500() {
        PAINTER.willAnswer(Answer.BROKEN, Answer.BROKEN, Answer.BROKEN, Answer.BROKEN);
        assertThatThrownBy(this::check)
                .isInstanceOf(GeneratorUnavailableException.class)
                .hasCauseInstanceOf(InternalServerException.class);
        assertThat(calls()).isEqualTo(4);
    }

    @Test
    void has_no_result_without_pictures() {
        PAINTER.willAnswer(Answer.EMPTY);
        ImageResponse empty = ask();
        assertThat(empty.getResults()).isEmpty();
        assertThat(empty.getResult()).isNull();
    }

    private int calls() {
        return PAINTER.calls() - before;
    }

    private ImageResponse ask() {
        return images.call(new ImagePrompt(
                BLUE, OpenAiImageOptions.builder().model("gpt-image-1").build()));
    }

    private GeneratedPicture paint() {
        return GeneratedPicture.ofBase64(ask().getResult().getOutput().getB64Json());
    }

    private void check() {
        assertThatGenerator(seed -> paint())
                .calledWith(GeneratorCalls.once())
                .matchesPrompt(BLUE)
                .upTo(8)
                .withMeanClipScoreAbove(0.2);
    }

    @AfterAll
    static void stop() {
        PAINTER.close();
    }
}
