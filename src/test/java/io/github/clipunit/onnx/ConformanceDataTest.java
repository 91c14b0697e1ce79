package io.github.clipunit.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.model.ConfigFile;
import io.github.clipunit.model.ModelDirectory;
import io.github.clipunit.onnx.pixels.ImagePreprocessor;
import io.github.clipunit.onnx.pixels.PreprocessorConfig;
import io.github.clipunit.onnx.reading.ModelConfig;
import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks against public data that is not part of this project; skipped, and said so, where it is not beside it. */
class ConformanceDataTest {

    private static final Path DATA = Path.of("../shared/conformance");
    private static final Path CLIP = DATA.resolve("clip-vit-base-patch32");

    @BeforeEach
    void requireData() {
        boolean isThere = Files.isDirectory(DATA);
        if (!isThere) {
            System.out.println("skipped: the conformance data is not at "
                    + DATA.toAbsolutePath().normalize());
        }
        assumeTrue(isThere, "the conformance data is not at " + DATA);
    }

    @Test
    void should_make_the_tensor_that_openai_clip_makes() throws IOException {
        PreprocessorConfig config = PreprocessorConfig.of(
                ConfigFile.of(ModelDirectory.of(CLIP).require("preprocessor_config.json")), "clip", Optional.empty());
        FloatBuffer made = FloatBuffer.allocate(3 * 224 * 224);
        new ImagePreprocessor(config).preprocess(ClipImage.of(DATA.resolve("franz-kafka.jpg")), made);
        FloatBuffer published = npy(DATA.resolve("franz-kafka.openai-preprocessed.npy"));
        assertThat(published.remaining()).isEqualTo(made.capacity());
        double widest = 0;
        for (int i = 0; i < made.capacity(); i++) {
            widest = Math.max(widest, Math.abs(made.get(i) - published.get(i)));
        }
        // one level of 255 is 0.0146: every pixel is the same, only float rounding differs
        assertThat(widest).isLessThan(1e-5);
    }

    /** NumPy's format 1.0: magic, version, the length of the header, the header, the numbers. */
    private static FloatBuffer npy(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        return bytes.position(10 + bytes.getShort(8))
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
    }

    @Test
    void should_give_the_token_ids_that_public_test_suites_expect() throws IOException {
        JsonObject tokens;
        try (Reader reader = Files.newBufferedReader(DATA.resolve("tokens.json"))) {
            tokens = new Gson().fromJson(reader, JsonObject.class);
        }
        try (PromptTokenizer tokenizer = PromptTokenizer.open(
                ModelDirectory.of(CLIP).require("tokenizer.json"),
                ModelConfig.of(ModelDirectory.of(CLIP)).tokenizer(ModelDirectory.of(CLIP)),
                1000,
                PromptOverflow.FAIL,
                "clip")) {
            for (JsonElement element : tokens.getAsJsonArray("cases")) {
                JsonObject example = element.getAsJsonObject();
                long[] ids = example.getAsJsonArray("ids").asList().stream()
                        .mapToLong(JsonElement::getAsLong)
                        .toArray();
                assertThat(tokenizer.tokenize(example.get("text").getAsString()))
                        .as("%s", example.get("text"))
                        .containsExactly(ids);
            }
        }
    }

    @Test
    void should_see_black_under_the_transparent_pixels_of_openais_example() {
        ClipImage diagram = ClipImage.of(DATA.resolve("CLIP.png"));
        assertThat(diagram.width()).isEqualTo(2162);
        assertThat(diagram.height()).isEqualTo(762);
        assertThat(diagram.rgb().get(0)).isZero();
        // so many have an alpha below 128, by a decoder in Python
        assertThat(diagram.transparency()).isEqualTo(1_076_259 / 1_647_444.0);
    }
}
