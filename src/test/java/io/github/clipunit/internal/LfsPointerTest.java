package io.github.clipunit.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LfsPointerTest {

    /** The example of Git LFS's own specification, docs/spec.md. */
    private static final String POINTER = """
            version https://git-lfs.github.com/spec/v1
            oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
            size 12345
            """;

    @TempDir
    Path folder;

    @Test
    void should_know_a_pointer() throws IOException {
        assertThat(LfsPointer.is(POINTER.getBytes(UTF_8))).isTrue();
        assertThat(LfsPointer.is(Files.writeString(folder.resolve("fox.png"), POINTER)))
                .isTrue();
    }

    @Test
    void should_not_take_anything_else_for_one() throws IOException {
        assertThat(LfsPointer.is(new byte[0])).isFalse();
        assertThat(LfsPointer.is("version https://git".getBytes(UTF_8))).isFalse();
        assertThat(LfsPointer.is(Files.writeString(folder.resolve("empty"), "")))
                .isFalse();
        assertThat(LfsPointer.is(Files.writeString(folder.resolve("long"), POINTER + "x".repeat(1024))))
                .as("a pointer is less than 1024 bytes")
                .isFalse();
    }
}
