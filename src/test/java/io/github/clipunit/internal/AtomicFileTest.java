package io.github.clipunit.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("made/report.json");
    }

    private Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("made"))) {
            return Stream.of(files.toArray(Path[]::new));
        }
    }

    @Test
    void should_make_the_folder_and_the_file_and_leave_nothing_else() throws IOException {
        assertThat(new AtomicFile(file()).write("old".getBytes(UTF_8))).isTrue();
        new AtomicFile(file()).write(output -> {
            for (int i = 0; i < 100_000; i++) {
                output.write("new".getBytes(UTF_8));
            }
        });

        assertThat(file()).hasContent("new".repeat(100_000));
        assertThat(files()).containsExactly(file());
    }

    @Test
    void should_not_touch_a_file_that_has_the_content() throws IOException {
        new AtomicFile(file()).write("old".getBytes(UTF_8));
        FileTime then = FileTime.fromMillis(1_000_000_000_000L);
        Files.setLastModifiedTime(file(), then);

        assertThat(new AtomicFile(file()).write("old".getBytes(UTF_8))).isFalse();
        assertThat(Files.getLastModifiedTime(file())).isEqualTo(then);
    }

    @Test
    void should_keep_the_old_content_until_the_new_is_whole() throws IOException {
        new AtomicFile(file()).write("old".getBytes(UTF_8));

        assertThatIOException()
                .isThrownBy(() -> new AtomicFile(file()).write(output -> {
                    output.write(new byte[200_000]);
                    assertThat(file()).hasContent("old");
                    throw new IOException("no room");
                }))
                .withMessage("no room");
        assertThat(file()).hasContent("old");
        assertThat(files()).containsExactly(file());
    }

    @Test
    void should_move_a_finished_file_into_place() throws IOException {
        new AtomicFile(file()).write("old".getBytes(UTF_8));
        Path finished = Files.writeString(folder.resolve("made/download"), "new");

        new AtomicFile(file()).replaceWith(finished);

        assertThat(file()).hasContent("new");
        assertThat(files()).containsExactly(file());
    }
}
