package com.example.posters;

import static io.github.clipunit.assertj.ClipAssertions.assertThatGenerator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.painter.Answer;
import com.example.painter.Painter;
import io.github.clipunit.generator.GeneratorCalls;
import io.github.clipunit.generator.GeneratorRefusedException;
import io.github.clipunit.generator.GeneratorUnavailableException;
import io.github.clipunit.image.GeneratedPicture;
import io.github.clipunit.junit.ClipTest;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;
import org.springframework.ai.openai.OpenAiImageModel;
import org.springframework.ai.openai.OpenAiImageOptions;
import org.springframework.ai.openai.api.OpenAiImageApi;
import org.springframework.ai.retry.NonTransientAiException;
import org.springframework.ai.retry.TransientAiException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.retry.support.RetryTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** What Spring AI 1.1 does by itself, as docs/generators.md says; it waits less between its attempts. */
@SpringBootTest(
        properties = {"spring.ai.retry.backoff.initial-interval=1ms", "spring.ai.retry.backoff.max-interval=2ms"})
@ClipTest
class SpringAiFactsTest {

    private static final String BLUE = "a blue square on a white background";

    private static final Painter PAINTER = new Painter();

    @Autowired
    private ImageModel images;

    private int before;

    @DynamicPropertySource
    static void askThePainter(DynamicPropertyRegistry properties) {
        properties.add("spring.ai.openai.base-url", PAINTER::url);
        properties.add("spring.ai.openai.api-key", () -> Painter.KEY);
    }

    @BeforeEach
    void count() {
        before = PAINTER.calls();
    }

    @Test
    void refuses_with_status_and_answer_as_message() {
        PAINTER.willAnswer(Answer.REFUSED, Answer.AGAINST_POLICY, Answer.REFUSED);
        assertThatThrownBy(() -> paint(images))
                .isInstanceOf(NonTransientAiException.class)
                .hasMessageStartingWith("HTTP 400 - {")
                .hasMessageContaining("\"code\":\"moderation_blocked\"");
        assertThatThrownBy(this::check).isInstanceOf(GeneratorRefusedException.class);
        assertThatThrownBy(this::check).isInstanceOf(GeneratorRefusedException.class);
        assertThat(calls()).isEqualTo(3);
    }

    @Test
    void is_asked_once_after_429() {
        PAINTER.willAnswer(Answer.BUSY);
        assertThatThrownBy(this::check)
                .isInstanceOf(GeneratorUnavailableException.class)
                .hasCauseInstanceOf(NonTransientAiException.class);
        assertThat(calls()).isEqualTo(1);
    }

    @Test
    void is_asked_ten_times_after_500() {
        PAINTER.willAnswer(Collections.nCopies(10, Answer.BROKEN).toArray(Answer[]::new));
        assertThatThrownBy(this::check)
                .isInstanceOf(GeneratorUnavailableException.class)
                .hasCauseInstanceOf(TransientAiException.class);
        assertThat(calls()).isEqualTo(10);
    }

    @Test
    void has_no_result_without_pictures() {
        PAINTER.willAnswer(Answer.EMPTY);
        ImageResponse empty = ask();
        assertThat(empty.getResults()).isEmpty();
        assertThat(empty.getResult()).isNull();
    }

    @Test
    void throws_the_same_for_no_answer_and_nobody_there() {
        PAINTER.willAnswer(Answer.SLOW);
        ImageModel slow = onceAt(PAINTER.url());
        assertThatThrownBy(() -> check(slow))
                .isInstanceOf(GeneratorUnavailableException.class)
                .hasCauseInstanceOf(ResourceAccessException.class);
        ImageModel absent = onceAt("http://localhost:1");
        assertThatThrownBy(() -> check(absent))
                .isInstanceOf(GeneratorUnavailableException.class)
                .hasCauseInstanceOf(ResourceAccessException.class);
    }

    private static ImageModel onceAt(String url) {
        JdkClientHttpRequestFactory http = new JdkClientHttpRequestFactory();
        http.setReadTimeout(Duration.ofSeconds(2));
        OpenAiImageApi api = OpenAiImageApi.builder()
                .baseUrl(url)
                .apiKey(Painter.KEY)
                .restClientBuilder(RestClient.builder().requestFactory(http))
                .build();
        return new OpenAiImageModel(
                api,
                OpenAiImageOptions.builder().model("gpt-image-1").build(),
                RetryTemplate.builder().maxAttempts(1).build());
    }

    private int calls() {
        return PAINTER.calls() - before;
    }

    private ImageResponse ask() {
        return ask(images);
    }

    private static ImageResponse ask(ImageModel model) {
        return model.call(new ImagePrompt(
                BLUE, OpenAiImageOptions.builder().model("gpt-image-1").build()));
    }

    private static GeneratedPicture paint(ImageModel model) {
        return GeneratedPicture.ofBase64(ask(model).getResult().getOutput().getB64Json());
    }

    private void check() {
        check(images);
    }

    private static void check(ImageModel model) {
        assertThatGenerator(seed -> paint(model))
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
