package io.github.clipunit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingFolderTest {

    /** Mark, name, two numbers, checksum. */
    private static final int ENTRY = 16 + 32 + 2 * 4 + 32;

    private static final Embedding EMBEDDING = Embedding.of(1, 2);

    @TempDir
    Path folder;

    @Test
    void should_keep_to_its_size_and_drop_what_was_not_used_for_longest() throws IOException {
        EmbeddingFolder two = new EmbeddingFolder(folder, 256L * 2 * ENTRY);
        List<String> names = IntStream.range(0, 10)
                .mapToObj(i -> "ab" + Sha256.hex(new byte[] {(byte) i}).substring(2))
                .toList();
        Instant now = Instant.now();
        for (int i = 0; i < 10; i++) {
            two.put(names.get(i), EMBEDDING);
            Files.setLastModifiedTime(
                    folder.resolve("ab").resolve(names.get(i)),
                    FileTime.from(now.minusSeconds(i == 3 || i == 7 ? 1 : 100)));
        }
        two.trim();
        try (Stream<Path> left = Files.list(folder.resolve("ab"))) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(names.get(3), names.get(7));
        }
    }

    @Test
    void should_keep_to_its_size_while_much_is_written() throws IOException {
        EmbeddingFolder none = new EmbeddingFolder(folder, 0);
        for (int i = 0; i < 100; i++) {
            none.put("ab" + Sha256.hex(new byte[] {(byte) i}).substring(2), EMBEDDING);
        }
        try (Stream<Path> left = Files.list(folder.resolve("ab"))) {
            assertThat(left.count()).isLessThan(32);
        }
    }

    @Test
    void should_note_a_use_so_that_what_is_used_stays() throws IOException {
        EmbeddingFolder one = new EmbeddingFolder(folder, 1 << 20);
        String name = Sha256.hex(new byte[0]);
        one.put(name, EMBEDDING);
        Path file = folder.resolve(name.substring(0, 2)).resolve(name);
        Instant longAgo = Instant.now().minusSeconds(100_000);
        Files.setLastModifiedTime(file, FileTime.from(longAgo));
        assertThat(one.find(name)).contains(EMBEDDING);
        assertThat(Files.getLastModifiedTime(file).toInstant()).isAfter(longAgo.plusSeconds(50_000));
    }
}
