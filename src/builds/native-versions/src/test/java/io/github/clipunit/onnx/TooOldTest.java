package io.github.clipunit.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.model.EmbeddedModel;
import io.github.clipunit.model.ModelUnavailableException;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** With versions that cannot work: one message on every check, with what was found, where, and what to declare. */
@EnabledIfSystemProperty(named = "too.old", matches = ".+")
class TooOldTest {

    private final ClipImage circle = ClipImage.of(Path.of(System.getProperty("signs"), "red-circle.png"));

    @Test
    void should_name_the_versions_and_the_dependencies_to_declare_on_every_check() {
        TreeSet<String> messages = new TreeSet<>();
        for (int i = 0; i < 3; i++) {
            messages.add(
                    assertThrows(ModelUnavailableException.class, this::score).getMessage());
        }
        assertEquals(1, messages.size(), messages::toString);
        String message = messages.first();
        assertTrue(message.startsWith("clipunit cannot use ONNX Runtime or DJL's tokenizers as they are"), message);
        for (String part : new String[] {
            "onnxruntime " + System.getProperty("onnxruntime.version") + " in [file:",
            "onnxruntime-" + System.getProperty("onnxruntime.version") + ".jar]",
            "tokenizers " + System.getProperty("tokenizers.version") + " in [file:",
            "api " + System.getProperty("djl.version") + " in [file:",
            "<artifactId>onnxruntime</artifactId><version>1.28.0</version>",
            "<artifactId>tokenizers</artifactId><version>0.38.0</version>"
        }) {
            assertTrue(message.contains(part), () -> part + " is not in: " + message);
        }
    }

    private double score() {
        try (OnnxClipScorer scorer = OnnxClipScorer.load(EmbeddedModel.pictogram(), OnnxOptions.defaults())) {
            return scorer.score(circle, "a red circle").cosine();
        }
    }
}
