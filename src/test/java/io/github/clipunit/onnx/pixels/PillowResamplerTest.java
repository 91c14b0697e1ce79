package io.github.clipunit.onnx.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.clipunit.image.ClipImage;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the strips, windows and packed pixels to the two passes as they are defined, a sample at a time. */
class PillowResamplerTest {

    private static ClipImage noise(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(width * 31L + height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                // black and white among them, where weights below zero lead out of the range
                image.setRGB(x, y, random.nextInt(3) == 0 ? -random.nextInt(2) : random.nextInt(1 << 24));
            }
        }
        return ClipImage.of(image);
    }

    private static byte[] resized(ClipImage image, int width, int height, ResampleFilter filter, CropBox box) {
        byte[] pixels = new byte[box.width() * box.height() * 3];
        new PillowResampler(image, filter, width, height, box).resize((y, samples) -> {
            for (int i = 0; i < samples.length; i++) {
                int x = i % box.width();
                pixels[(y * box.width() + x) * 3 + i / box.width()] = (byte) samples[i];
            }
        });
        return pixels;
    }

    /** One pass over the samples of one line or column, which lie {@code step} apart. */
    private static int sample(ResampleTaps taps, int out, byte[] samples, int at, int step) {
        long sum = 1 << 21;
        for (int k = 0; k < taps.count()[out]; k++) {
            int sample = samples[at + (taps.first()[out] + k) * step] & 0xff;
            sum += (long) sample * taps.weights()[out * taps.stride() + k];
        }
        return (int) Math.max(0, Math.min(255, sum >> 22));
    }

    private static byte[] expected(ClipImage image, int width, int height, ResampleFilter filter, CropBox box) {
        byte[] source = new byte[image.rgb().remaining()];
        image.rgb().get(source);
        byte[] narrow = new byte[box.width() * image.height() * 3];
        ResampleTaps across = ResampleTaps.of(image.width(), width, filter, box.left(), box.right());
        for (int i = 0; i < narrow.length; i++) {
            int y = i / 3 / box.width();
            int x = i / 3 % box.width();
            int line = y * image.width() * 3 + i % 3;
            narrow[i] = image.width() == width
                    ? source[line + (box.left() + x) * 3]
                    : (byte) sample(across, x, source, line, 3);
        }
        byte[] pixels = new byte[box.width() * box.height() * 3];
        ResampleTaps down = ResampleTaps.of(image.height(), height, filter, box.top(), box.bottom());
        for (int i = 0; i < pixels.length; i++) {
            int y = i / 3 / box.width();
            int column = i % (3 * box.width());
            pixels[i] = image.height() == height
                    ? narrow[(box.top() + y) * box.width() * 3 + column]
                    : (byte) sample(down, y, narrow, column, box.width() * 3);
        }
        return pixels;
    }

    @ParameterizedTest
    @CsvSource({
        "256, 256, 56, 56",
        "257, 131, 61, 30",
        "129, 190, 28, 41",
        "1, 1, 1, 1",
        "1, 1, 7, 9",
        "7, 3, 50, 40",
        "64, 65, 224, 224",
        "100, 63, 100, 31",
        "100, 63, 100, 140",
        "63, 100, 31, 100",
        "90, 200, 90, 200",
        "2000, 1, 224, 1",
        "2000, 3, 300, 5",
        "1, 2000, 1, 300",
        "300, 2, 3, 400"
    })
    void should_give_what_both_passes_give_a_sample_at_a_time(int width, int height, int toWidth, int toHeight) {
        ClipImage image = noise(width, height);
        CropBox whole = new CropBox(0, 0, toWidth, toHeight);
        CropBox middle = new CropBox(toWidth / 3, toHeight / 3, toWidth - toWidth / 4, toHeight - toHeight / 5);
        for (ResampleFilter filter : ResampleFilter.values()) {
            for (CropBox box : new CropBox[] {whole, middle}) {
                assertThat(resized(image, toWidth, toHeight, filter, box))
                        .as("%s %s", filter, box)
                        .isEqualTo(expected(image, toWidth, toHeight, filter, box));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void should_give_the_middle_of_a_thread_that_is_enlarged(ResampleFilter filter) {
        ClipImage thread = noise(1, 20_000);
        CropBox box = new CropBox(0, 2_239_888, 224, 2_240_112);
        assertThat(resized(thread, 224, 4_480_000, filter, box))
                .isEqualTo(expected(thread, 224, 4_480_000, filter, box));
    }

    @ParameterizedTest
    @CsvSource({"1024, 1024", "1024, 4096"})
    void should_allocate_a_strip_and_no_more_however_high_the_picture_is(int width, int height) {
        ClipImage image = ClipImage.of(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB));
        PillowResampler resampler =
                new PillowResampler(image, ResampleFilter.BICUBIC, 224, 224, new CropBox(0, 0, 224, 224));
        resampler.resize((y, samples) -> {}); // classes are loaded
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        resampler.resize((y, samples) -> {});
        long after = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        int strip = 3 * width * RowStrip.ROWS;
        int shrunkStrip = 4 * 224 * RowStrip.ROWS;
        int rowsOfOneOutputRow = 4 * 3 * 224 * (4 * height / 224 + 3);
        int weightsAndColumns = 1 << 17;
        assertThat(after - before).isLessThan(strip + shrunkStrip + rowsOfOneOutputRow + weightsAndColumns);
    }
}
