package io.github.clipunit.onnx.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Sha256;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImagePreprocessorTest {

    static Stream<JsonObject> files() throws IOException {
        return PillowFixture.entries("files");
    }

    static Stream<JsonObject> synthetic() throws IOException {
        return PillowFixture.entries("synthetic");
    }

    static Stream<JsonObject> tensors() throws IOException {
        return PillowFixture.entries("tensors");
    }

    @ParameterizedTest
    @MethodSource("files")
    void should_resize_every_kind_of_picture_bit_for_bit_as_pillow(JsonObject file) throws IOException {
        requireTargets(PillowFixture.image(file), file);
    }

    @ParameterizedTest
    @MethodSource("synthetic")
    void should_resize_every_shape_bit_for_bit_as_pillow(JsonObject picture) throws IOException {
        BufferedImage image = new BufferedImage(
                picture.get("width").getAsInt(), picture.get("height").getAsInt(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, sample(x, y, 0) << 16 | sample(x, y, 1) << 8 | sample(x, y, 2));
            }
        }
        requireTargets(ClipImage.of(image), picture);
    }

    private static int sample(int x, int y, int channel) {
        return (7 * x + 13 * y + 29 * channel + (x * y) % 251) & 255;
    }

    private static void requireTargets(ClipImage image, JsonObject entry) throws IOException {
        SoftAssertions softly = new SoftAssertions();
        for (JsonElement element : entry.getAsJsonArray("targets")) {
            JsonObject target = element.getAsJsonObject();
            byte[] rgb = rgb(image, PillowFixture.config(target));
            if (target.has("raw")) {
                softly.assertThat(rgb)
                        .as("%s", target)
                        .isEqualTo(Files.readAllBytes(
                                PillowFixture.FOLDER.resolve(target.get("raw").getAsString())));
            }
            softly.assertThat(Sha256.hex(rgb))
                    .as("%s", target)
                    .isEqualTo(target.get("sha256").getAsString());
        }
        softly.assertAll();
    }

    private static byte[] rgb(ClipImage image, PreprocessorConfig config) {
        ImagePreprocessor preprocessor = new ImagePreprocessor(config);
        int[] size = preprocessor.outputSize(image.width(), image.height());
        FloatBuffer planes = FloatBuffer.allocate(3 * size[0] * size[1]);
        preprocessor.preprocess(image, planes);
        byte[] rgb = new byte[planes.capacity()];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) planes.get(i % 3 * size[0] * size[1] + i / 3);
        }
        return rgb;
    }

    @ParameterizedTest
    @MethodSource("tensors")
    void should_normalize_as_numpy(JsonObject tensor) {
        PreprocessorConfig config = new PreprocessorConfig(
                tensor.get("short_edge").getAsInt(),
                0,
                0,
                ResampleFilter.ofCode(tensor.get("resample").getAsInt()).orElseThrow(),
                tensor.get("crop").getAsInt(),
                tensor.get("crop").getAsInt(),
                false,
                tensor.get("rescale_factor").getAsDouble(),
                doubles(tensor, "mean"),
                doubles(tensor, "std"));
        FloatBuffer planes = FloatBuffer.allocate(3 * config.cropWidth() * config.cropHeight());
        new ImagePreprocessor(config).preprocess(PillowFixture.image(tensor), planes);
        double tolerance = tensor.get("tolerance").getAsDouble();
        double[] first = doubles(tensor, "first");
        double[] last = doubles(tensor, "last");
        double sum = 0;
        for (float number : planes.array()) {
            sum += number;
        }
        for (int i = 0; i < first.length; i++) {
            assertThat((double) planes.get(i)).isCloseTo(first[i], within(tolerance));
            assertThat((double) planes.get(planes.capacity() - last.length + i)).isCloseTo(last[i], within(tolerance));
        }
        assertThat(sum)
                .isCloseTo(
                        tensor.get("sum").getAsDouble(),
                        within(tensor.get("sum_tolerance").getAsDouble()));
    }

    private static double[] doubles(JsonObject entry, String key) {
        return entry.getAsJsonArray(key).asList().stream()
                .mapToDouble(JsonElement::getAsDouble)
                .toArray();
    }

    @Test
    void should_fill_up_with_black_where_the_crop_is_larger_than_the_picture() {
        BufferedImage white = new BufferedImage(2, 3, BufferedImage.TYPE_INT_RGB);
        white.setRGB(0, 0, 2, 3, new int[] {-1, -1, -1, -1, -1, -1}, 0, 2);
        PreprocessorConfig config = new PreprocessorConfig(
                0, 0, 0, ResampleFilter.BICUBIC, 4, 4, false, 1, new double[] {0, 0, 0}, new double[] {1, 1, 1});
        byte[] rgb = rgb(ClipImage.of(white), config);
        // center_crop: top = (3 - 4) // 2 = -1, left = (2 - 4) // 2 = -1
        StringBuilder drawing = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            drawing.append(rgb[3 * i] == 0 ? '.' : '#').append(i % 4 == 3 ? "\n" : "");
        }
        assertThat(drawing).hasToString("....\n.##.\n.##.\n.##.\n");
    }

    @Test
    void should_take_no_memory_for_what_the_crop_drops() {
        BufferedImage thread = new BufferedImage(1, 20_000, BufferedImage.TYPE_BYTE_GRAY);
        PreprocessorConfig config = new PreprocessorConfig(
                224, 0, 0, ResampleFilter.BICUBIC, 224, 224, false, 1, new double[] {0, 0, 0}, new double[] {1, 1, 1});
        assertThat(config.resized(1, 20_000)).containsExactly(224, 4_480_000);
        assertThat(rgb(ClipImage.of(thread), config)).hasSize(224 * 224 * 3);
    }
}
