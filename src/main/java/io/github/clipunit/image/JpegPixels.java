package io.github.clipunit.image;

import io.github.clipunit.image.JpegFile.Colors;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;

/**
 * The samples of a JPEG, as libjpeg returns them before colour conversion, converted to RGB with libjpeg's integer
 * arithmetic (jdcolor.c). The JDK's own colour conversion depends on profiles and its version.
 */
final class JpegPixels {

    private static final int HALF = 1 << 15;
    private static final int CR_TO_RED = fixed(1.40200);
    private static final int CB_TO_BLUE = fixed(1.77200);
    private static final int CR_TO_GREEN = fixed(0.71414);
    private static final int CB_TO_GREEN = fixed(0.34414);

    private JpegPixels() {}

    private static int fixed(double factor) {
        return (int) (factor * (1 << 16) + 0.5);
    }

    static RgbPixels of(JpegFile file, Raster raster) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        int bands = raster.getNumBands();
        byte[] samples = ((DataBufferByte) raster.getDataBuffer()).getData();
        for (int band = 0; band < bands; band++) {
            if (file.isHalvedDownAlone(band) && hasRowsTwice(samples, band, bands, width, height)) {
                smoothDown(samples, band, bands, width, height);
            }
        }
        return new RgbPixels(width, height, toRgb(samples, bands, file.colors(), width * height), 0);
    }

    /**
     * Returns whether the JDK's libjpeg repeated rows instead of smoothing them: version 6b repeats them, libjpeg-turbo
     * smooths them since 2.0.4.
     */
    private static boolean hasRowsTwice(byte[] samples, int band, int bands, int width, int height) {
        int stride = width * bands;
        for (int y = 1; y < height; y += 2) {
            for (int at = y * stride + band; at < (y + 1) * stride; at += bands) {
                if (samples[at] != samples[at - stride]) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Smooths repeated rows: weights each 3 : 1 with the nearest other row, as h1v2_fancy_upsample in jdsample.c does.
     */
    private static void smoothDown(byte[] samples, int band, int bands, int width, int height) {
        int stride = width * bands;
        int rows = (height + 1) / 2;
        for (int at = band; at < stride; at += bands) {
            int above = samples[at] & 0xff;
            for (int row = 0; row < rows; row++) {
                int here = samples[at + 2 * row * stride] & 0xff;
                int below = row + 1 < rows ? samples[at + (2 * row + 2) * stride] & 0xff : here;
                samples[at + 2 * row * stride] = (byte) ((3 * here + above + 1) >> 2);
                if (2 * row + 1 < height) {
                    samples[at + (2 * row + 1) * stride] = (byte) ((3 * here + below + 2) >> 2);
                }
                above = here;
            }
        }
    }

    private static byte[] toRgb(byte[] samples, int bands, Colors colors, int pixels) {
        if (colors == Colors.RGB) {
            return samples;
        }
        byte[] rgb = bands == 3 ? samples : new byte[Math.multiplyExact(pixels, 3)];
        for (int from = 0, to = 0; to < rgb.length; from += bands, to += 3) {
            int first = samples[from] & 0xff;
            switch (colors) {
                case GRAY -> put(rgb, to, first, first, first);
                case CMYK ->
                    putInk(
                            rgb,
                            to,
                            255 - first,
                            255 - (samples[from + 1] & 0xff),
                            255 - (samples[from + 2] & 0xff),
                            samples[from + 3]);
                default -> {
                    int cb = (samples[from + 1] & 0xff) - 128;
                    int cr = (samples[from + 2] & 0xff) - 128;
                    int red = clip(first + ((CR_TO_RED * cr + HALF) >> 16));
                    int green = clip(first + ((-CB_TO_GREEN * cb - CR_TO_GREEN * cr + HALF) >> 16));
                    int blue = clip(first + ((CB_TO_BLUE * cb + HALF) >> 16));
                    if (colors == Colors.YCCK) {
                        putInk(rgb, to, red, green, blue, samples[from + 3]);
                    } else {
                        put(rgb, to, red, green, blue);
                    }
                }
            }
        }
        return rgb;
    }

    private static void put(byte[] rgb, int at, int red, int green, int blue) {
        rgb[at] = (byte) red;
        rgb[at + 1] = (byte) green;
        rgb[at + 2] = (byte) blue;
    }

    /** Writes a CMYK pixel whose ink is stored inverted, as Adobe's programs write it and Pillow always reads it. */
    private static void putInk(byte[] rgb, int at, int cyan, int magenta, int yellow, byte invertedBlack) {
        int white = invertedBlack & 0xff;
        put(
                rgb,
                at,
                RgbPixels.overInk(cyan, white),
                RgbPixels.overInk(magenta, white),
                RgbPixels.overInk(yellow, white));
    }

    private static int clip(int value) {
        return Math.max(0, Math.min(value, 255));
    }
}
