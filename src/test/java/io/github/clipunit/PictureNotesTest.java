package io.github.clipunit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
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
        BufferedImage picture = new BufferedImage(SIDE, SIDE, type);
        for (int i = 0; i < SIDE * SIDE; i++) {
            picture.setRGB(i % SIDE, i / SIDE, random.nextInt());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        assertThat(bytes.size()).isGreaterThan(PictureNotes.SMALLEST);
        return bytes.toByteArray();
    }

    /** Does something in a test of a run whose embeddings are kept in the folder. */
    private void inARun(Runnable test) {
        inARun(Map.of(), test);
    }

    private void inARun(Map<String, String> more, Runnable test) {
        Map<String, String> values = new HashMap<>(more);
        values.put(CachingScorer.DIRECTORY.name(), folder.toString());
        Settings settings = Settings.of(values);
        TestIdentity identity = new TestIdentity(PictureNotesTest.class, Optional.empty(), Optional.empty(), "test");
        try (CachingScorer scorer = new CachingScorer(new OneModel(), settings, "test", () -> {});
                TestScope scope = TestScope.open(scorer, settings, identity, check -> {})) {
            assertThat(scope.scorer()).isSameAs(scorer);
            test.run();
        }
    }

    /** How many notes there are: the index has a line for each after its first. */
    private long notes() throws IOException {
        Path index = folder.resolve("pictures").resolve("index");
        return Files.exists(index) ? Files.size(index) / 48 - 1 : 0;
    }

    @Test
    void should_know_a_picture_again() throws IOException {
        ClipImage plain = ClipImage.of(png);
        for (int run = 0; run < 2; run++) {
            inARun(() -> {
                ClipImage image = ClipImage.of(png);
                assertThat(image).isEqualTo(plain).hasToString(plain.toString());
                assertThat(image.width()).isEqualTo(SIDE);
                assertThat(image.height()).isEqualTo(SIDE);
                assertThat(image.transparency()).isEqualTo(plain.transparency()).isGreaterThan(0.4);
                assertThat(image.rgb()).isEqualTo(plain.rgb());
                assertThat(image.named("other").rgb()).isEqualTo(plain.rgb());
            });
            assertThat(notes()).isEqualTo(1);
        }
    }

    @Test
    void should_know_it_from_file_stream_and_data_uri_without_decoding_it() throws IOException {
        String hash = "ab".repeat(32);
        PictureNotes notes = PictureNotes.in(folder.resolve("pictures"));
        notes.put(notes.name(png).orElseThrow(), new PictureNotes.Note(3, 2, 0.5, hash));
        Path file = Files.write(folder.resolve("picture.png"), png);
        String uri = "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
        inARun(() -> {
            assertThat(ClipImage.of(png).sha256()).isEqualTo(hash);
            assertThat(ClipImage.of(file).sha256()).isEqualTo(hash);
            assertThat(ClipImage.of(new ByteArrayInputStream(png)).sha256()).isEqualTo(hash);
            assertThat(ClipImage.ofDataUri(uri).sha256()).isEqualTo(hash);
            assertThat(ClipImage.of(file, ImageLimits.current()).sha256()).isNotEqualTo(hash);
        });
    }

    @Test
    void should_decode_anew_where_a_note_is_damaged() throws IOException {
        inARun(() -> ClipImage.of(png).sha256());
        Path note = data();
        byte[] whole = Files.readAllBytes(note);
        byte[] damaged = whole.clone();
        damaged[whole.length / 2] ^= 1;
        Files.write(note, damaged);
        inARun(() -> assertThat(ClipImage.of(png).sha256())
                .isEqualTo(ClipImage.of(png, ImageLimits.current()).sha256()));
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
        inARun(() -> ClipImage.of(png).sha256());
        inARun(Map.of("clipunit.image.max-pixels", "9999"), () -> assertThatThrownBy(() -> ClipImage.of(png))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessage(
                        "picture [byte[" + png.length + "]] (PNG) is 100 x 100 = 10000 pixels, over the 9999 allowed: a"
                                + " decompression bomb? raise clipunit.image.max-pixels if that is meant"));
    }

    @Test
    void should_refuse_a_broken_picture_each_time_and_note_nothing() throws IOException {
        byte[] cut = Arrays.copyOf(png, png.length - 20);
        for (int run = 0; run < 2; run++) {
            inARun(() -> assertThatThrownBy(() -> ClipImage.of(cut)).isInstanceOf(UnreadableImageException.class));
            assertThat(notes()).isZero();
        }
    }

    @Test
    void should_note_nothing_outside_of_a_run_nor_of_what_another_reader_decodes() throws IOException {
        ClipImage.of(png).sha256();
        byte[] gray = png(BufferedImage.TYPE_USHORT_GRAY, new Random(2));
        inARun(() -> ClipImage.of(gray).sha256());
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
