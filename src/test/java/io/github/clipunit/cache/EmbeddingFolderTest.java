package io.github.clipunit.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.Embedding;
import io.github.clipunit.internal.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingFolderTest {

    /** Mark, name, two numbers, checksum, and the index's line. */
    private static final int ENTRY = 16 + 32 + 2 * 4 + 32 + 48;

    private static final Embedding EMBEDDING = Embedding.of(1, 2);
    private static final Instant START = Instant.parse("2026-11-02T09:30:00Z");

    @TempDir
    Path folder;

    private EmbeddingFolder folder(long bytes, int day) {
        return new EmbeddingFolder(folder, bytes, Clock.fixed(START.plus(Duration.ofDays(day)), ZoneOffset.UTC));
    }

    private static String name(int number) {
        return Sha256.hex(new byte[] {(byte) number});
    }

    private List<Integer> kept(int upTo) {
        try (EmbeddingFolder reader = folder(1 << 20, 0)) {
            return IntStream.range(0, upTo)
                    .filter(i -> reader.find(name(i)).filter(EMBEDDING::equals).isPresent())
                    .boxed()
                    .toList();
        }
    }

    private long bytes() throws IOException {
        long sum = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                sum += Files.size(file);
            }
        }
        return sum;
    }

    @Test
    void should_keep_to_its_size_and_drop_what_was_not_used_for_longest() {
        long room = 12L * ENTRY;
        for (int day = 0; day < 10; day++) {
            folder(room, day).put(name(day), EMBEDDING);
        }
        try (EmbeddingFolder user = folder(room, 20)) {
            assertThat(user.find(name(0))).contains(EMBEDDING);
            assertThat(user.find(name(2))).contains(EMBEDDING);
        }
        EmbeddingFolder writer = folder(room, 21);
        for (int i = 10; i < 13; i++) {
            writer.put(name(i), EMBEDDING);
        }
        assertThat(kept(13)).containsExactly(0, 2, 5, 6, 7, 8, 9, 10, 11, 12);
    }

    @Test
    void should_keep_to_its_size_while_much_is_written() throws IOException {
        EmbeddingFolder small = folder(8L * ENTRY, 0);
        for (int i = 0; i < 100; i++) {
            small.put(name(i), EMBEDDING);
            assertThat(bytes()).isLessThanOrEqualTo(9L * ENTRY);
        }
        assertThat(kept(100)).contains(99).hasSizeBetween(4, 8);
        EmbeddingFolder none = folder(0, 0);
        none.put(name(0), EMBEDDING);
        assertThat(kept(100)).isEmpty();
    }

    @Test
    void should_note_a_use_once_a_day() throws IOException {
        Path index = folder.resolve("index");
        folder(1 << 20, 0).put(name(1), EMBEDDING);
        byte[] first = Files.readAllBytes(index);
        use(0);
        assertThat(Files.readAllBytes(index)).isEqualTo(first);
        use(1);
        byte[] second = Files.readAllBytes(index);
        assertThat(second).hasSameSizeAs(first).isNotEqualTo(first);
        use(1);
        assertThat(Files.readAllBytes(index)).isEqualTo(second);
    }

    private void use(int day) {
        try (EmbeddingFolder user = folder(1 << 20, day)) {
            assertThat(user.find(name(1))).contains(EMBEDDING);
        }
    }
}
