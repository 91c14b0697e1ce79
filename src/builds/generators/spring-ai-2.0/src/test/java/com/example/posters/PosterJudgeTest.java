package com.example.posters;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.painter.Painter;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.judge.PictureJudge;
import io.github.clipunit.junit.ClipTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.MimeTypeUtils;

@SpringBootTest
@ClipTest
class PosterJudgeTest {

    private static final Painter PAINTER = new Painter();

    @Autowired
    private ChatClient.Builder chat;

    @DynamicPropertySource
    static void askThePainter(DynamicPropertyRegistry properties) {
        properties.add("spring.ai.openai.base-url", () -> PAINTER.url() + "/v1");
        properties.add("spring.ai.openai.api-key", () -> Painter.KEY);
    }

    private String ask(ClipImage picture, String question) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(picture.toBufferedImage(), "png", png);
        return chat.build()
                .prompt()
                .user(user -> user.text(question + " Answer yes or no.")
                        .media(MimeTypeUtils.IMAGE_PNG, new ByteArrayResource(png.toByteArray())))
                .call()
                .content();
    }

    @Test
    void shows_a_blue_square() {
        PictureJudge judge = PictureJudge.ofAnswers("gpt-4o-mini, 2026-11", 1, this::ask);
        assertThat(Square.blue())
                .judgedBy(judge)
                .answers("Is there a blue square?")
                .withYesAbove(0.5);
        assertThatThrownBy(() -> assertThat(Square.blue())
                        .judgedBy(judge)
                        .answers("Is there a red square?")
                        .withYesAbove(0.5))
                .isInstanceOf(AssertionError.class);
    }

    @AfterAll
    static void stop() {
        System.out.println("spring-ai-2.0: " + PAINTER.calls() + " calls for the judge");
        PAINTER.close();
    }
}
