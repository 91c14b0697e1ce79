package io.github.clipunit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.internal.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashNotesTest {

    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

    @TempDir
    Path folder;

    private final byte[] content = new byte[(int) HashNotes.LARGE];
    private HashNotes notes;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        notes = new HashNotes(folder.resolve("notes"));
        file = folder.resolve("model.onnx");
        write(LONG_AGO);
    }

    private void write(FileTime time) throws IOException {
        Files.write(file, content);
        Files.setLastModifiedTime(file, time);
    }

    @Test
    void should_not_read_a_file_again_that_did_not_change() throws IOException {
        String hash = notes.sha256(file);
        assertThat(hash).isEqualTo(Sha256.hex(content));
        content[7] = 1;
        write(LONG_AGO);
        assertThat(notes.sha256(file)).isEqualTo(hash);
    }

    @Test
    void should_read_a_file_again_whose_time_of_change_is_another() throws IOException {
        notes.sha256(file);
        content[7] = 1;
        write(FileTime.from(LONG_AGO.toInstant().plusNanos(1000)));
        assertThat(notes.sha256(file)).isEqualTo(Sha256.hex(content));
    }

    @Test
    void should_not_trust_the_clock_of_a_file_that_has_only_just_changed() throws IOException {
        FileTime now = FileTime.from(Instant.now().plusSeconds(60));
        write(now);
        notes.sha256(file);
        content[7] = 1;
        write(now);
        assertThat(notes.sha256(file)).isEqualTo(Sha256.hex(content));
    }

    @Test
    void should_hash_where_no_note_can_be_written() throws IOException {
        assertThat(new HashNotes(file).sha256(file)).isEqualTo(Sha256.hex(content));
    }
}
