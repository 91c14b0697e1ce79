package io.github.clipunit.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PngPixelsTest {

    /** Noise around a slope: every branch of every filter is taken. The same whatever ran before. */
    private static byte[] pixels(int width, int height, int samples) {
        Random random = new Random(8);
        byte[] pixels = new byte[width * height * samples];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i / samples % width + 3 * (i / samples / width) + random.nextInt(40));
        }
        return pixels;
    }

    private static byte[] deflated(int width, int height, int samples, IntUnaryOperator filter) {
        byte[] pixels = pixels(width, height, samples);
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (int y = 0; y < height; y++) {
            lines.writeBytes(PngWriter.line(filter.applyAsInt(y), pixels, y, width * samples, samples));
        }
        return PngWriter.deflate(lines.toByteArray());
    }

    private static byte[] png(int width, int height, int samples, IntUnaryOperator filter) {
        return new PngWriter(width, height, samples)
                .chunk("IDAT", deflated(width, height, samples, filter))
                .end();
    }

    private static RgbPixels read(byte[] png) {
        assertThat(PngChunks.flaw(png)).isNull();
        return PngPixels.of(png).orElseThrow().read().orElseThrow();
    }

    private static void assertReadAsByJdk(byte[] png) throws IOException {
        RgbPixels expected = RgbPixels.of(ImageIO.read(new ByteArrayInputStream(png)), "test");
        RgbPixels actual = read(png);
        assertThat(actual.rgb()).isEqualTo(expected.rgb());
        assertThat(actual.width()).isEqualTo(expected.width());
        assertThat(actual.height()).isEqualTo(expected.height());
        assertThat(actual.transparency()).isEqualTo(expected.transparency());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 9", "9, 1", "61, 47", "300, 200", "5000, 30"})
    void should_read_what_the_jdk_reads_under_each_filter(int width, int height) throws IOException {
        for (int samples = 3; samples <= 4; samples++) {
            for (int type = 0; type <= 4; type++) {
                int filter = type;
                assertReadAsByJdk(png(width, height, samples, y -> filter));
            }
            Random random = new Random(samples);
            assertReadAsByJdk(png(width, height, samples, y -> random.nextInt(5)));
        }
    }

    @Test
    void should_read_data_in_any_number_of_chunks_after_others_that_do_not_matter() throws IOException {
        byte[] data = deflated(300, 200, 3, y -> y % 5);
        for (int size : new int[] {1, 7, 1000}) {
            PngWriter png = new PngWriter(300, 200, 3)
                    .chunk("gAMA", (byte) 0, (byte) 1, (byte) 0x86, (byte) 0xa0)
                    .chunk("PLTE", (byte) 1, (byte) 2, (byte) 3)
                    .chunk("IDAT");
            for (int at = 0; at < data.length; at += size) {
                png.chunk("IDAT", Arrays.copyOfRange(data, at, Math.min(data.length, at + size)));
            }
            assertReadAsByJdk(png.chunk("tEXt", (byte) 'a', (byte) 0).end());
        }
    }

    @Test
    void should_read_the_first_frame_of_an_animation() throws IOException {
        assertReadAsByJdk(new PngWriter(4, 4, 3)
                .chunk("acTL", new byte[8])
                .chunk("IDAT", deflated(4, 4, 3, y -> 1))
                .chunk("fdAT", new byte[20])
                .end());
    }

    @Test
    void should_leave_what_is_odd_to_another_reader() {
        byte[] data = deflated(40, 30, 3, y -> 4);
        byte[] tooFew = deflated(40, 29, 3, y -> 4);
        byte[] half = Arrays.copyOf(data, data.length / 2);
        byte[] rest = Arrays.copyOfRange(data, half.length, data.length);
        byte[] damaged = data.clone();
        damaged[2] = (byte) 0xff;
        assertLeft(new PngWriter(40, 30, 3));
        assertLeft(new PngWriter(40, 30, 3).chunk("IDAT", tooFew));
        assertLeft(new PngWriter(40, 30, 3).chunk("IDAT", half));
        assertLeft(new PngWriter(40, 30, 3).chunk("IDAT", damaged));
        assertLeft(new PngWriter(40, 30, 3).chunk("IDAT", half).chunk("tEXt").chunk("IDAT", rest));
        assertLeft(new PngWriter(40, 30, 3).chunk("CgBI", new byte[4]).chunk("IDAT", data));
        assertLeft(new PngWriter(40, 30, 3).chunk("tRNS", new byte[6]).chunk("IDAT", data));
        assertLeft(new PngWriter(40, 30, 3).chunk("IDAT", deflated(40, 30, 3, y -> y == 17 ? 5 : 0)));
    }

    private static void assertLeft(PngWriter png) {
        assertThat(PngPixels.of(png.end()).orElseThrow().read()).isEmpty();
    }

    @Test
    void should_leave_other_kinds_to_another_reader() {
        byte[] png = png(40, 30, 3, y -> 0);
        for (int field = 16; field < 29; field++) {
            byte[] other = png.clone();
            other[field] ^= (byte) 0x80;
            assertThat(PngPixels.of(other))
                    .as("byte %s", field)
                    .satisfiesAnyOf(left -> assertThat(left).isEmpty(), wrongSize -> assertThat(
                                    wrongSize.orElseThrow().read())
                            .isEmpty());
        }
    }
}
