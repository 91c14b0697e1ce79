package com.example.posters;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static io.github.clipunit.assertj.ClipAssertions.assertThatGenerator;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.painter.Answer;
import com.example.painter.Painter;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.clipunit.cassette.PictureCassette;
import io.github.clipunit.generator.GeneratorCalls;
import io.github.clipunit.generator.GeneratorUnavailableException;
import io.github.clipunit.generator.HttpAnswerException;
import io.github.clipunit.generator.PictureRequest;
import io.github.clipunit.image.GeneratedPicture;
import io.github.clipunit.junit.ClipTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

@ClipTest
class ComfyUiTest {

    private static final String BLUE = "a blue square on a white background";

    private static final Painter PAINTER = new Painter();

    @Test
    void paints_a_poster() throws Exception {
        GeneratedPicture poster = PictureCassette.record(
                "blue",
                PictureRequest.of(BLUE).withSeed(7).with("workflow", workflow(BLUE, 7)),
                () -> new ComfyUi(PAINTER.url()).paint(workflow(BLUE, 7)).get(0).withSeed(7));
        assertThat(poster).matchesPrompt(BLUE).withClipScoreAbove(0.28);
    }

    @Test
    void a_workflow_that_it_does_not_take_is_thrown_on() {
        try (Painter painter = new Painter()) {
            painter.willAnswer(Answer.REFUSED);
            assertThatThrownBy(() -> check(painter, GeneratorCalls.once()))
                    .isInstanceOf(HttpAnswerException.class)
                    .hasMessageStartingWith("HTTP 400 {")
                    .hasMessageContaining("prompt_outputs_failed_validation");
        }
    }

    @Test
    void a_fault_comes_with_success_so_that_it_must_be_told() {
        try (Painter painter = new Painter()) {
            painter.willAnswer(Answer.BROKEN);
            GeneratorCalls calls = GeneratorCalls.once()
                    .unavailableIf(thrown -> String.valueOf(thrown.getMessage()).contains("OutOfMemoryError"));
            assertThatThrownBy(() -> check(painter, calls)).isInstanceOf(GeneratorUnavailableException.class);
        }
    }

    private static void check(Painter painter, GeneratorCalls calls) {
        assertThatGenerator(seed ->
                        new ComfyUi(painter.url()).paint(workflow(BLUE, seed)).get(0))
                .calledWith(calls)
                .matchesPrompt(BLUE)
                .upTo(8)
                .withMeanClipScoreAbove(0.2);
    }

    /** What "Save (API format)" writes, less the nodes that a painter of squares has no use for. */
    private static JsonObject workflow(String prompt, long seed) {
        return JsonParser.parseString("{\"3\": {\"class_type\": \"KSampler\", \"inputs\": {\"seed\": " + seed
                        + ", \"steps\": 20}}, \"6\": {\"class_type\": \"CLIPTextEncode\", \"inputs\": {\"text\": \""
                        + prompt
                        + "\"}}}")
                .getAsJsonObject();
    }

    @AfterAll
    static void stop() {
        System.out.println("http: " + PAINTER.calls() + " calls for ComfyUI");
        PAINTER.close();
    }
}
