package com.example.posters;

import static io.github.clipunit.assertj.ClipAssertions.assertThatGenerator;
import static io.github.clipunit.assertj.ClipAssertions.assertThatImages;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.painter.Answer;
import com.example.painter.Painter;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.clipunit.cassette.PictureCassette;
import io.github.clipunit.generator.GeneratorCalls;
import io.github.clipunit.generator.GeneratorRefusedException;
import io.github.clipunit.generator.GeneratorUnavailableException;
import io.github.clipunit.generator.HttpAnswerException;
import io.github.clipunit.generator.PictureRequest;
import io.github.clipunit.image.GeneratedPicture;
import io.github.clipunit.junit.ClipTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

@ClipTest
class Automatic1111Test {

    private static final String BLUE = "a blue square on a white background";

    private static final Painter PAINTER = new Painter();

    private final HttpClient http = HttpClient.newHttpClient();

    private List<GeneratedPicture> paint(Painter painter, String prompt, long seed, int number)
            throws IOException, InterruptedException {
        JsonObject asked = new JsonObject();
        asked.addProperty("prompt", prompt);
        asked.addProperty("seed", seed);
        asked.addProperty("batch_size", number);
        HttpRequest request = HttpRequest.newBuilder(URI.create(painter.url() + "/sdapi/v1/txt2img"))
                .timeout(Duration.ofSeconds(2))
                .POST(HttpRequest.BodyPublishers.ofString(asked.toString()))
                .build();
        JsonObject answer = JsonParser.parseString(
                        HttpAnswerException.bodyOf(http.send(request, HttpResponse.BodyHandlers.ofString())))
                .getAsJsonObject();
        JsonObject info =
                JsonParser.parseString(answer.get("info").getAsString()).getAsJsonObject();
        return IntStream.range(0, answer.getAsJsonArray("images").size())
                .mapToObj(index -> GeneratedPicture.ofBase64(
                                answer.getAsJsonArray("images").get(index).getAsString())
                        .withSeed(info.getAsJsonArray("all_seeds").get(index).getAsLong())
                        .withModel(info.get("sd_model_name").getAsString()))
                .toList();
    }

    @Test
    void paints_three_posters() throws Exception {
        List<GeneratedPicture> posters = PictureCassette.recordAll(
                "blue", PictureRequest.of(BLUE).withSeed(7).withNumber(3), () -> paint(PAINTER, BLUE, 7, 3));
        assertThatImages(posters).matchPrompt(BLUE).withMeanClipScoreAbove(0.28);
    }

    @Test
    void an_error_is_an_outage_and_nothing_painted_a_refusal_where_that_is_said() {
        try (Painter painter = new Painter()) {
            painter.willAnswer(Answer.BROKEN, Answer.SLOW, Answer.EMPTY);
            GeneratorCalls calls = GeneratorCalls.once().refusedIfEmpty();
            assertThatThrownBy(() -> check(painter, calls)).isInstanceOf(GeneratorUnavailableException.class);
            assertThatThrownBy(() -> check(painter, calls)).isInstanceOf(GeneratorUnavailableException.class);
            assertThatThrownBy(() -> check(painter, calls)).isInstanceOf(GeneratorRefusedException.class);
        }
    }

    private void check(Painter painter, GeneratorCalls calls) {
        assertThatGenerator(seed ->
                        paint(painter, BLUE, seed, 1).stream().findFirst().orElse(null))
                .calledWith(calls)
                .matchesPrompt(BLUE)
                .upTo(8)
                .withMeanClipScoreAbove(0.2);
    }

    @AfterAll
    static void stop() {
        System.out.println("http: " + PAINTER.calls() + " calls for AUTOMATIC1111");
        PAINTER.close();
    }
}
