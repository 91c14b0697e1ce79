package io.github.clipunit.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The small graph beside the file it was made of, both run by ONNX Runtime on the same numbers. */
class MappedWeightsTest {

    private static final Path MODELS = Path.of("src/test/resources/tiny-clip");
    private static final Path VISION = MODELS.resolve("split/onnx/vision_model.onnx");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "split/onnx/vision_model.onnx",
                "split/onnx/text_model.onnx",
                "fixed/vision_model.onnx",
                "combined/model.onnx",
                "fp16/onnx/vision_model.onnx",
                "fp16/onnx/text_model.onnx"
            })
    void should_give_the_very_same_numbers_as_the_file(String file) throws IOException, OrtException {
        Path whole = MODELS.resolve(file);
        MappedWeights mapped = MappedWeights.of(whole, 1).orElseThrow();
        assertThat(mapped.graph().length).isLessThan(Math.toIntExact(Files.size(whole)) / 2);
        assertThat(run(mapped)).isEqualTo(run(whole));
    }

    @Test
    void should_follow_a_link_to_where_a_cache_keeps_the_file() throws IOException, OrtException {
        Path blob = Files.copy(
                VISION, Files.createDirectory(folder.resolve("blobs")).resolve("5a1e"));
        Path link = Files.createDirectories(folder.resolve("snapshots/onnx")).resolve("vision_model.onnx");
        Files.createSymbolicLink(link, Path.of("../../blobs/5a1e"));
        MappedWeights mapped = MappedWeights.of(link, 1).orElseThrow();
        assertThat(mapped.folder().resolve("5a1e")).isEqualTo(blob.toRealPath());
        assertThat(run(mapped)).isEqualTo(run(VISION));
    }

    @Test
    void should_leave_a_file_alone_whose_weights_are_all_small() throws IOException {
        assertThat(MappedWeights.of(VISION, 1 << 20)).isEmpty();
    }

    @Test
    void should_leave_a_graph_alone_whose_weights_lie_outside_already() throws IOException {
        Path small = folder.resolve("vision_model.onnx");
        Files.write(small, MappedWeights.of(VISION, 1 << 16).orElseThrow().graph());
        assertThat(MappedWeights.of(small, 1)).isEmpty();
    }

    @Test
    void should_leave_to_onnx_runtime_what_is_no_graph_or_cut_short() throws IOException {
        byte[] whole = Files.readAllBytes(VISION);
        Path file = folder.resolve("vision_model.onnx");
        for (int length : new int[] {0, 1, 10, 1000, 50_000, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(MappedWeights.of(file, 1)).as("%d bytes", length).isEmpty();
        }
        for (String text : new String[] {"version https://git-lfs.github.com/spec/v1", "<!doctype html>", "\0\0\0\0"}) {
            Files.write(file, text.getBytes(StandardCharsets.UTF_8));
            assertThat(MappedWeights.of(file, 1)).as(text).isEmpty();
        }
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            byte[] noise = new byte[random.nextInt(3000)];
            random.nextBytes(noise);
            Files.write(file, noise);
            assertThat(MappedWeights.of(file, 1)).isEmpty();
        }
    }

    private static float[][] run(Path file) throws OrtException {
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file.toString())) {
            return run(session);
        }
    }

    private static float[][] run(MappedWeights mapped) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            mapped.configure(options);
            try (OrtSession session = OrtEnvironment.getEnvironment().createSession(mapped.graph(), options)) {
                return run(session);
            }
        }
    }

    /** All outputs for inputs of made-up numbers. */
    private static float[][] run(OrtSession session) throws OrtException {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        for (var input : session.getInputInfo().entrySet()) {
            inputs.put(input.getKey(), tensor((TensorInfo) input.getValue().getInfo()));
        }
        try (OrtSession.Result result = session.run(inputs)) {
            float[][] outputs = new float[result.size()][];
            for (int i = 0; i < outputs.length; i++) {
                var numbers = ((OnnxTensor) result.get(i)).getFloatBuffer();
                outputs[i] = new float[numbers.remaining()];
                numbers.get(outputs[i]);
            }
            return outputs;
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private static OnnxTensor tensor(TensorInfo info) throws OrtException {
        long[] shape = info.getShape();
        boolean isPicture = shape.length == 4;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = shape[i] > 0 ? shape[i] : i == 0 ? 1 : isPicture ? (i == 1 ? 3 : 64) : 9;
        }
        int count = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
        ByteBuffer bytes = ByteBuffer.allocateDirect(Long.BYTES * count).order(ByteOrder.nativeOrder());
        switch (info.type) {
            case FLOAT -> {
                for (int i = 0; i < count; i++) {
                    bytes.putFloat((i % 17) / 8f - 1);
                }
            }
            case FLOAT16 -> {
                for (int i = 0; i < count; i++) {
                    bytes.putShort((short) (0x3000 + i % 17 * 64));
                }
            }
            case INT64 -> {
                for (int i = 0; i < count; i++) {
                    bytes.putLong(1);
                }
            }
            default -> throw new IllegalArgumentException(info.toString());
        }
        OnnxJavaType type = info.type;
        return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), bytes.flip(), shape, type);
    }
}
