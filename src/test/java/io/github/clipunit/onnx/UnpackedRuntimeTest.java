package io.github.clipunit.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class UnpackedRuntimeTest {

    private static final String INSIDE = "/ai/onnxruntime/native/linux-x64";
    private static final String LIBRARY = "onnxruntime4j_jni";

    @TempDir
    private Path folder;

    @Test
    void should_unpack_what_the_jar_holds_and_find_it_again() throws IOException {
        Path place = new UnpackedRuntime(folder).unpack(INSIDE, LIBRARY);
        Path file = place.resolve("libonnxruntime4j_jni.so");
        assertThat(file).hasBinaryContent(packed());
        var written = Files.getLastModifiedTime(file);
        assertThat(new UnpackedRuntime(folder).unpack(INSIDE, LIBRARY)).isEqualTo(place);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(written);
        assertThat(files()).containsExactly(file);
    }

    @Test
    void should_replace_a_damaged_file() throws IOException {
        Path file = new UnpackedRuntime(folder).unpack(INSIDE, LIBRARY).resolve("libonnxruntime4j_jni.so");
        byte[] damaged = packed();
        damaged[damaged.length / 2] ^= 1;
        Files.write(file, damaged);
        new UnpackedRuntime(folder).unpack(INSIDE, LIBRARY);
        assertThat(file).hasBinaryContent(packed());
        Files.write(file, new byte[100]);
        new UnpackedRuntime(folder).unpack(INSIDE, LIBRARY);
        assertThat(file).hasBinaryContent(packed());
    }

    @Test
    void should_refuse_what_is_in_no_jar_and_a_folder_that_cannot_be() throws IOException {
        assertThatThrownBy(() -> new UnpackedRuntime(folder).unpack(INSIDE, "nothing"))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(INSIDE + "/libnothing.so");
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> new UnpackedRuntime(file).unpack(INSIDE, LIBRARY))
                .isInstanceOf(IOException.class);
    }

    private static byte[] packed() throws IOException {
        try (InputStream stream = OrtEnvironment.class.getResourceAsStream(INSIDE + "/libonnxruntime4j_jni.so")) {
            return stream.readAllBytes();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
