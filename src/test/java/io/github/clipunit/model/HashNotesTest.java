package io.github.clipunit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.internal.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashNotesTest {

    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

    @TempDir
    Path folder;

    /** When what was just written may be noted. */
    private static final Clock LATER = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(2));

    private final byte[] content = new byte[(int) HashNotes.LARGE];
    private HashNotes notes;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        notes = new HashNotes(folder.resolve("notes"), LATER);
        file = folder.resolve("model.onnx");
        write(LONG_AGO);
    }

    private void write(FileTime time) throws IOException {
        Files.write(file, content);
        Files.setLastModifiedTime(file, time);
    }

    @Test
    void should_not_read_a_file_again_that_did_not_change() throws IOException {
        String hash = notes.sha256(file, false);
        assertThat(hash).isEqualTo(Sha256.hex(content));
        String marked = "0".repeat(64);
        Files.writeString(note(), Files.readString(note()).replace(hash, marked));
        assertThat(notes.sha256(file, false)).isEqualTo(marked);
        assertThat(notes.sha256(file, true)).isEqualTo(hash);
        assertThat(notes.sha256(file, false)).isEqualTo(hash);
    }

    private Path note() throws IOException {
        try (Stream<Path> all = Files.list(notes.folder())) {
            return all.findFirst().orElseThrow();
        }
    }

    /** As tar, Nix, Bazel and reproducible images leave it: of the same length, and with the time that all files have. */
    @Test
    void should_notice_a_file_that_another_replaced_of_the_same_length_and_time() throws IOException {
        notes.sha256(file, false);
        content[7] = 1;
        write(LONG_AGO);
        assertThat(notes.sha256(file, false)).isEqualTo(Sha256.hex(content));
        notes.sha256(file, false);
        Path other = folder.resolve("other.onnx");
        content[content.length / 2 + 5000] = 1;
        Files.write(other, content);
        Files.setLastModifiedTime(other, LONG_AGO);
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(notes.sha256(file, false)).isEqualTo(Sha256.hex(content));
    }

    /** Where a file's other times are the same too, as in an image of a file system: weights differ everywhere. */
    @Test
    void should_sample_the_content_from_the_first_byte_to_the_last() throws IOException {
        notes.sha256(file, false);
        String before = Files.readString(note());
        for (int at : new int[] {0, content.length - 1}) {
            content[at] ^= 1;
            write(LONG_AGO);
            notes.sha256(file, false);
            String after = Files.readString(note());
            assertThat(sample(after)).hasSize(64).isNotEqualTo(sample(before));
            content[at] ^= 1;
        }
        write(LONG_AGO);
        notes.sha256(file, false);
        assertThat(sample(Files.readString(note()))).isEqualTo(sample(before));
    }

    private static String sample(String note) {
        return note.split(" ", -1)[4];
    }

    @Test
    void should_read_a_file_again_whose_time_of_change_is_another() throws IOException {
        notes.sha256(file, false);
        content[7] = 1;
        write(FileTime.from(LONG_AGO.toInstant().plusNanos(1000)));
        assertThat(notes.sha256(file, false)).isEqualTo(Sha256.hex(content));
    }

    @Test
    void should_not_trust_the_clock_of_a_file_that_has_only_just_changed() throws IOException {
        FileTime now = FileTime.from(LATER.instant().plusSeconds(60));
        write(now);
        notes.sha256(file, false);
        content[7] = 1;
        write(now);
        assertThat(notes.sha256(file, false)).isEqualTo(Sha256.hex(content));
    }

    @Test
    void should_hash_where_no_note_can_be_written() throws IOException {
        assertThat(new HashNotes(file, LATER).sha256(file, false)).isEqualTo(Sha256.hex(content));
    }
}
