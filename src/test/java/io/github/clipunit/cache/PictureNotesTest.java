package io.github.clipunit.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.image.ImageLimits;
import io.github.clipunit.image.PngWriter;
import io.github.clipunit.image.UnreadableImageException;
import io.github.clipunit.internal.Sha256;
import io.github.clipunit.settings.Settings;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureNotesTest {

    private static final int SIDE = 100;

    @TempDir
    Path folder;

    private byte[] png;

    @BeforeEach
    void draw() throws IOException {
        png = png(BufferedImage.TYPE_INT_ARGB, new Random(1));
    }

    private static byte[] png(int type, Random random) throws IOException {
        return png(type, random, SIDE);
    }

    private static byte[] png(int type, Random random, int side) throws IOException {
        BufferedImage picture = new BufferedImage(side, side, type);
        for (int i = 0; i < side * side; i++) {
            picture.setRGB(i % side, i / side, random.nextInt());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        assertThat(bytes.size()).isGreaterThan(1 << 14);
        return bytes.toByteArray();
    }

    /** Embeds a picture in a run whose embeddings are kept in the folder. */
    private ClipImage embedded(ClipImage image) {
        Settings settings = Settings.of(Map.of(CachingScorer.DIRECTORY.name(), folder.toString()));
        try (CachingScorer scorer = new CachingScorer(new OneModel(), settings, "test", () -> {})) {
            assertThat(scorer.embed(image)).isEqualTo(Embedding.of(1, 0));
        }
        return image;
    }

    /** How many notes there are: the index has a line for each after its first. */
    private long notes() throws IOException {
        Path index = folder.resolve("pictures").resolve("index");
        return Files.exists(index) ? Files.size(index) / 48 - 1 : 0;
    }

    @Test
    void should_know_a_picture_again() throws IOException {
        ClipImage plain = ClipImage.of(png);
        assertThat(plain.rgb().remaining()).isEqualTo(3 * SIDE * SIDE);
        for (int run = 0; run < 2; run++) {
            ClipImage image = embedded(ClipImage.of(png));
            assertThat(image).isEqualTo(plain).hasToString(plain.toString());
            assertThat(image.width()).isEqualTo(SIDE);
            assertThat(image.height()).isEqualTo(SIDE);
            assertThat(image.transparency()).isEqualTo(plain.transparency()).isGreaterThan(0.4);
            assertThat(image.rgb()).isEqualTo(plain.rgb());
            assertThat(image.named("other").rgb()).isEqualTo(plain.rgb());
            assertThat(notes()).isEqualTo(1);
        }
    }

    @Test
    void should_know_a_large_picture_again() throws IOException {
        byte[] large = png(BufferedImage.TYPE_INT_RGB, new Random(7), 5 * SIDE);
        ClipImage plain = ClipImage.of(large).decoded();
        for (int run = 0; run < 2; run++) {
            assertThat(embedded(ClipImage.of(large))).isEqualTo(plain);
            assertThat(notes()).isEqualTo(1);
        }
    }

    @Test
    void should_know_it_from_file_stream_and_data_uri_without_decoding_it() throws IOException {
        String hash = "ab".repeat(32);
        note(SIDE, hash);
        Path file = Files.write(folder.resolve("picture.png"), png);
        String uri = "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
        assertThat(embedded(ClipImage.of(png)).sha256()).isEqualTo(hash);
        assertThat(embedded(ClipImage.of(file)).sha256()).isEqualTo(hash);
        assertThat(embedded(ClipImage.of(new ByteArrayInputStream(png))).sha256())
                .isEqualTo(hash);
        assertThat(embedded(ClipImage.ofDataUri(uri)).sha256()).isEqualTo(hash);
        assertThat(embedded(ClipImage.of(file)).transparency()).isEqualTo(0.5);
        assertThat(ClipImage.of(file).sha256()).isNotEqualTo(hash);
    }

    @Test
    void should_disbelieve_a_note_of_another_size() throws IOException {
        String hash = "ab".repeat(32);
        note(SIDE + 1, hash);
        assertThat(embedded(ClipImage.of(png)).sha256())
                .isEqualTo(ClipImage.of(png).sha256())
                .isNotEqualTo(hash);
    }

    /** Notes the bytes as a picture of that width that has that hash and is half transparent. */
    private void note(int width, String hash) {
        note(width, SIDE, hash, Sha256.hex(png));
    }

    private void note(int width, int height, String hash, String file) {
        PictureNotes.Note note = new PictureNotes.Note(width, height, 0.5, hash, file);
        try (CheckedFolder notes = new CheckedFolder(folder.resolve("pictures"), PictureNotes.MARK, 1 << 20)) {
            notes.put(png.length < PictureNotes.LARGE ? Sha256.hex(png) : PictureNotes.checksums(png), note.content());
        }
    }

    @Test
    void should_fail_the_run_and_drop_the_note_if_a_large_file_has_the_checksums_of_another() throws IOException {
        png = png(BufferedImage.TYPE_INT_RGB, new Random(6), 5 * SIDE);
        assertThat(png.length).isGreaterThan(PictureNotes.LARGE);
        String other = "ab".repeat(32);
        note(5 * SIDE, 5 * SIDE, other, Sha256.hex(new byte[] {1}));
        ClipImage image = ClipImage.of(png).named("fox.png");
        assertThatThrownBy(() -> embedded(image))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a picture must be recognised by all its bytes, but [fox.png] of " + png.length
                        + " bytes has the checksums of a different file that an earlier run noted in ["
                        + folder.resolve("pictures")
                        + "], so its checks in this run used the other picture's embedding."
                        + " The note is deleted: run the tests again, and find out who made this file, because two such"
                        + " files do not arise by accident");
        assertThat(image.sha256()).isEqualTo(other);
        assertThat(embedded(ClipImage.of(png)).sha256())
                .isEqualTo(ClipImage.of(png).sha256())
                .isNotEqualTo(other);
    }

    @Test
    void should_not_blame_a_test_that_uses_its_array_again() throws IOException {
        png = png(BufferedImage.TYPE_INT_RGB, new Random(6), 5 * SIDE);
        note(5 * SIDE, 5 * SIDE, "ab".repeat(32), Sha256.hex(png));
        Settings settings = Settings.of(Map.of(CachingScorer.DIRECTORY.name(), folder.toString()));
        try (CachingScorer scorer = new CachingScorer(new OneModel(), settings, "test", () -> {})) {
            for (int i = 0; i < 20; i++) {
                byte[] array = png.clone();
                assertThat(scorer.embed(ClipImage.of(array))).isEqualTo(Embedding.of(1, 0));
                Arrays.fill(array, (byte) i);
            }
        }
    }

    /** The CRC-32C of the nine digits is that of RFC 3720's catalogue; the chunks' are those that the file states. */
    @Test
    void should_name_a_file_by_its_checksums_and_length() {
        ByteBuffer file = ByteBuffer.wrap(png);
        CRC32 chunks = new CRC32();
        int at = 8;
        while (at < png.length) {
            chunks.update(png, at + 8 + file.getInt(at), 4);
            at += 12 + file.getInt(at);
        }
        String name = PictureNotes.checksums(png);
        assertThat(name).hasSize(64).startsWith("%08x".formatted(crc32c(png)));
        assertThat(name.substring(8)).startsWith("%08x%08x".formatted(chunks.getValue(), png.length));
        assertThat(crc32c("123456789".getBytes(StandardCharsets.US_ASCII))).isEqualTo(0xE3069283);
    }

    /** Bit by bit, after Castagnoli's polynomial. */
    private static int crc32c(byte[] bytes) {
        int crc = -1;
        for (byte next : bytes) {
            crc ^= next & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc >>> 1) ^ ((crc & 1) * 0x82F63B78);
            }
        }
        return ~crc;
    }

    /**
     * Both checksums of a change are linear in it, so the changes of single bits show how many bits the name
     * distinguishes: all 64.
     */
    @Test
    void should_distinguish_files_by_64_bits() {
        Random random = new Random(5);
        long whole = Long.parseUnsignedLong(PictureNotes.checksums(png), 0, 16, 16);
        long[] byHighestBit = new long[64];
        int rank = 0;
        for (int i = 0; i < 500; i++) {
            long left = Long.parseUnsignedLong(PictureNotes.checksums(changed(random)), 0, 16, 16) ^ whole;
            while (left != 0) {
                int highest = 63 - Long.numberOfLeadingZeros(left);
                if (byHighestBit[highest] == 0) {
                    byHighestBit[highest] = left;
                    rank++;
                    break;
                }
                left ^= byHighestBit[highest];
            }
        }
        assertThat(rank).isEqualTo(64);
    }

    /** A copy of the file that differs in one bit of a data chunk, whose own checksum is right again. */
    private byte[] changed(Random random) {
        byte[] copy = png.clone();
        ByteBuffer file = ByteBuffer.wrap(copy);
        int at = 8;
        while (file.getInt(at + 4) != 0x49444154) {
            at += 12 + file.getInt(at);
        }
        int length = file.getInt(at);
        copy[at + 8 + random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
        CRC32 chunk = new CRC32();
        chunk.update(copy, at + 4, length + 4);
        file.putInt(at + 8 + length, (int) chunk.getValue());
        return copy;
    }

    @Test
    void should_keep_what_was_decoded_before_a_cache_told() {
        ClipImage image = ClipImage.of(png);
        String hash = image.sha256();
        image.recall("ab".repeat(32), 0.5);
        assertThat(image.sha256()).isEqualTo(hash);
        assertThat(image.undecoded()).isEmpty();
    }

    @Test
    void should_decode_anew_where_a_note_is_damaged() throws IOException {
        embedded(ClipImage.of(png));
        Path note = data();
        byte[] whole = Files.readAllBytes(note);
        byte[] damaged = whole.clone();
        damaged[whole.length / 2] ^= 1;
        Files.write(note, damaged);
        assertThat(embedded(ClipImage.of(png)).sha256())
                .isEqualTo(ClipImage.of(png).sha256());
        assertThat(notes()).isEqualTo(2);
        assertThat(Files.readAllBytes(note)).startsWith(damaged).endsWith(whole);
    }

    private Path data() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("pictures"))) {
            return files.filter(file -> file.toString().endsWith(".data"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void should_refuse_what_is_too_large_now() {
        embedded(ClipImage.of(png));
        assertThatThrownBy(() -> ClipImage.of(png, new ImageLimits(9999, 1 << 20)))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessage("picture [byte[" + png.length
                        + "]] (PNG) is 100 x 100 = 10000 pixels, over the 9999 allowed: possibly a"
                        + " decompression bomb; if not, raise clipunit.image.max-pixels");
    }

    @Test
    void should_refuse_a_broken_picture_each_time() {
        byte[] cut = Arrays.copyOf(png, png.length - 20);
        for (int run = 0; run < 2; run++) {
            assertThatThrownBy(() -> ClipImage.of(cut)).isInstanceOf(UnreadableImageException.class);
        }
    }

    @Test
    void should_refuse_at_the_first_use_what_only_decoding_finds_and_note_nothing() throws IOException {
        byte[] hollow = PngWriter.hollow(SIDE, 2 * SIDE, new Random(3));
        ClipImage image = ClipImage.of(hollow);
        for (int use = 0; use < 2; use++) {
            assertThatThrownBy(() -> embedded(image))
                    .isInstanceOf(UnreadableImageException.class)
                    .hasMessageStartingWith(
                            "picture [byte[" + hollow.length + "]] cannot be read; its first bytes say: PNG (");
        }
        assertThat(notes()).isZero();
    }

    @Test
    void should_note_nothing_of_what_another_reader_decodes() throws IOException {
        embedded(ClipImage.of(png(BufferedImage.TYPE_USHORT_GRAY, new Random(2))));
        assertThat(notes()).isZero();
    }

    /** A scorer whose model is always the same one. */
    private static final class OneModel implements ClipScorer {
        private final ClipModel model = ClipModel.unnamed();

        @Override
        public List<Embedding> embedImages(List<ClipImage> images) {
            return images.stream().map(image -> Embedding.of(1, 0)).toList();
        }

        @Override
        public List<Embedding> embedPrompts(List<String> prompts) {
            return prompts.stream().map(prompt -> Embedding.of(1, 0)).toList();
        }

        @Override
        public ClipModel model() {
            return model;
        }

        @Override
        public void close() {}
    }
}
