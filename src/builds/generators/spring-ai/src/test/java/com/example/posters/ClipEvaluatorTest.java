package com.example.posters;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.junit.ClipTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.springframework.ai.content.Media;
import org.springframework.ai.document.Document;
import org.springframework.ai.evaluation.EvaluationRequest;
import org.springframework.ai.evaluation.EvaluationResponse;

@ClipTest
class ClipEvaluatorTest {

    @Test
    void passes_what_shows_the_prompt(ClipScorer clip) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(Square.blue(), "png", png);
        Media square = Media.builder()
                .mimeType(Media.Format.IMAGE_PNG)
                .data(png.toByteArray())
                .build();
        ClipEvaluator evaluator = new ClipEvaluator(clip, 0.28);

        EvaluationResponse blue = evaluator.evaluate(asked("a blue square on a white background", square));
        EvaluationResponse frog = evaluator.evaluate(asked("an icon of a frog", square));

        assertThat(blue.isPass()).isTrue();
        assertThat(frog.isPass()).isFalse();
        assertThat(blue.getScore()).isGreaterThan(frog.getScore());
        assertThat(blue.getFeedback()).isEqualTo("pictogram");
    }

    private static EvaluationRequest asked(String prompt, Media picture) {
        return new EvaluationRequest(prompt, List.of(new Document(picture, Map.of())), "");
    }
}
