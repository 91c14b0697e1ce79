package com.example.posters;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.painter.Painter;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.judge.PictureJudge;
import io.github.clipunit.junit.ClipExtension;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PosterJudgeTest {

    private static final Painter PAINTER = new Painter();

    private static final ChatModel CHAT = OpenAiChatModel.builder()
            .apiKey(Painter.KEY)
            .baseUrl(PAINTER.url() + "/v1")
            .modelName("gpt-4o-mini")
            .build();

    private static String ask(ClipImage picture, String question) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(picture.toBufferedImage(), "png", png);
        String base64 = Base64.getEncoder().encodeToString(png.toByteArray());
        return CHAT.chat(UserMessage.from(
                        TextContent.from(question + " Answer yes or no."), ImageContent.from(base64, "image/png")))
                .aiMessage()
                .text();
    }

    @RegisterExtension
    static final ClipExtension clip =
            ClipExtension.judgedBy(PictureJudge.ofAnswers("gpt-4o-mini, 2026-11", 1, PosterJudgeTest::ask));

    @Test
    void shows_a_blue_square() {
        assertThat(square()).answers("Is there a blue square?").withYesAbove(0.5);
        assertThatThrownBy(() ->
                        assertThat(square()).answers("Is there a red square?").withYesAbove(0.5))
                .isInstanceOf(AssertionError.class);
    }

    private static BufferedImage square() {
        BufferedImage square = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = square.createGraphics();
        graphics.setColor(new Color(0x1E50DC));
        graphics.fillRect(64, 64, 128, 128);
        graphics.dispose();
        return square;
    }

    @AfterAll
    static void stop() {
        System.out.println("langchain4j: " + PAINTER.calls() + " calls for the judge");
        PAINTER.close();
    }
}
