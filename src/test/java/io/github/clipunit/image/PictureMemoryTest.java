package io.github.clipunit.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures that claim more than they hold, and files that are none. */
class PictureMemoryTest {

    private static final Path CAT = Path.of("src/test/resources/pictures/cat.png");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"3, 491279", "4, 655038"})
    void should_not_believe_a_small_png_that_claims_many_pixels(int samples, long least) {
        byte[] png = new PngWriter(13_000, 13_000, samples)
                .chunk("IDAT", PngWriter.deflate(new byte[0]))
                .end();
        assertThatThrownBy(() -> ClipImage.of(png))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessage("picture [byte[" + png.length + "]] cannot be read; its first bytes say: PNG (" + png.length
                        + " bytes); it claims 13000 x 13000 pixels, which take at least " + least
                        + " bytes: it is truncated or a decompression bomb");
    }

    /** The best that deflate can do is still read. */
    @Test
    void should_read_the_png_that_is_packed_best() {
        byte[] rows = new byte[3000 * (1 + 3 * 1000)];
        byte[] png = new PngWriter(1000, 3000, 3)
                .chunk("IDAT", PngWriter.deflate(rows))
                .end();
        assertThat(png.length).isLessThan(10_000);
        assertThat(ClipImage.of(png).width()).isEqualTo(1000);
    }

    @ParameterizedTest
    @CsvSource({"jpg, 165039", "bmp, 507000054"})
    void should_not_believe_other_formats_either(String suffix, long least) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_3BYTE_BGR), suffix, out);
        byte[] bytes = out.toByteArray();
        if (suffix.equals("bmp")) {
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(18, 13_000)
                    .putInt(22, 13_000)
                    .putInt(34, 0)
                    .putInt(2, 507_000_054);
        } else {
            int frame = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00c0");
            ByteBuffer.wrap(bytes).putShort(frame + 5, (short) 13_000).putShort(frame + 7, (short) 13_000);
        }
        assertThatThrownBy(() -> ClipImage.of(bytes))
                .hasMessageContaining("; it claims 13000 x 13000 pixels, which take at least " + least
                        + " bytes: it is truncated or a decompression bomb");
    }

    @Test
    void should_refuse_a_jpeg_of_a_thousand_scans() throws IOException {
        byte[] jpeg = Files.readAllBytes(Path.of("src/test/resources/pillow/jpeg-440-progressive-61x47.jpg"));
        String text = new String(jpeg, StandardCharsets.ISO_8859_1);
        int scan = text.lastIndexOf("\u00ff\u00da");
        String bomb = text.substring(0, scan)
                + text.substring(scan, text.length() - 2).repeat(200)
                + "\u00ff\u00d9";
        byte[] bytes = bomb.getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> ClipImage.of(bytes))
                .hasMessage("picture [byte[" + bytes.length + "]] cannot be read; its first bytes say: JPEG ("
                        + bytes.length
                        + " bytes); it has more than 100 scans, each of which takes as long as a picture:"
                        + " possibly a decompression bomb; if not, save it again");
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void should_read_only_regular_files() throws Exception {
        assertThatThrownBy(() -> ClipImage.of(folder))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessage("picture [" + folder + "] cannot be read: it is a directory, not a regular file");
        assumeTrue(Files.exists(Path.of("/dev/zero")), "no devices here");
        Path pipe = folder.resolve("pipe.png");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        for (Path file : new Path[] {Path.of("/dev/zero"), pipe}) {
            assertThatThrownBy(() -> ClipImage.of(file))
                    .isInstanceOf(UnreadableImageException.class)
                    .hasMessage("picture [" + file
                            + "] cannot be read: it is a pipe, a socket or a device, not a regular file");
        }
    }

    /** Fits into the memory of the JVM alone, but not beside what decoding takes; then one that can never fit. */
    @Test
    void should_refuse_what_memory_does_not_hold_and_go_on_with_the_command_line() throws Exception {
        Path large = folder.resolve("a.bmp");
        ImageIO.write(new BufferedImage(4000, 3500, BufferedImage.TYPE_BYTE_GRAY), "bmp", large.toFile());
        Path larger = folder.resolve("b.png");
        ImageIO.write(new BufferedImage(6000, 6000, BufferedImage.TYPE_BYTE_BINARY), "png", larger.toFile());
        Path output = folder.resolve("output");
        Files.copy(CAT, folder.resolve("c.png"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-Djava.awt.headless=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.github.clipunit.cli.Clipunit",
                        "score",
                        "-m",
                        "pictogram",
                        "-p",
                        "a cat",
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(output))
                .contains("picture [" + large + "] (BMP, " + Files.size(large)
                        + " bytes) does not fit into the memory of this JVM, which is at most ")
                .contains("picture [" + larger + "] (PNG, " + Files.size(larger)
                        + " bytes) does not fit into the memory of this JVM, which is at most ")
                .containsPattern("-?0\\.\\d+ +" + ".*c\\.png");
        assertThat(process.exitValue()).isEqualTo(3);
    }
}
