package io.github.clipunit.programs;

import com.sun.net.httpserver.HttpExchange;
import io.github.clipunit.ClipScore;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.onnx.OnnxClipScorer;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Answers a picture that is posted with {@code ?prompt=...} by its score. */
final class ScoreService {

    private ScoreService() {}

    static void answer(HttpExchange exchange) throws IOException {
        String prompt = exchange.getRequestURI().getRawQuery().replaceFirst("^prompt=", "");
        ClipImage picture = ClipImage.of(exchange.getRequestBody().readAllBytes());
        ClipScore score =
                OnnxClipScorer.shared("pictogram").score(picture, URLDecoder.decode(prompt, StandardCharsets.UTF_8));
        byte[] answer = String.valueOf(score.cosine()).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
