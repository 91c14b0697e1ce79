package io.github.clipunit.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Pixels converted to 8-bit RGB as in Pillow's {@code convert("RGB")}. They are read from the raster, because Java2D's
 * own conversion applies gamma to gray, and profiles to everything.
 *
 * @param rgb rows from top to bottom, three bytes per pixel, red first
 * @param transparency the share of pixels that were more transparent than opaque
 */
@SuppressWarnings("ArrayRecordComponent") // shared on purpose, inside this package only
record RgbPixels(int width, int height, byte[] rgb, double transparency) {

    /** Returns the pixels of a picture in memory; its premultiplied samples are rounded as Java2D rounds them. */
    static RgbPixels of(BufferedImage image, String source) {
        return of(image, source, 0.5);
    }

    /**
     * Returns the pixels of a picture that was read from a file; its premultiplied samples are truncated as Pillow
     * truncates them.
     */
    static RgbPixels ofFile(BufferedImage image, String source) {
        return of(image, source, 0);
    }

    private static RgbPixels of(BufferedImage image, String source, double rounding) {
        byte[] rgb = new byte[Math.multiplyExact(Math.multiplyExact(image.getWidth(), image.getHeight()), 3)];
        ColorModel colors = image.getColorModel();
        ColorSpace space = colors.getColorSpace();
        int components = colors.getNumColorComponents();
        if (colors instanceof IndexColorModel palette) {
            readPalette(image.getRaster(), palette, rgb);
        } else if (space.getType() == ColorSpace.TYPE_CMYK && isPlain(colors)) {
            readCmyk(image.getRaster(), colors.getComponentSize(0), rgb);
        } else if (components == 3 && !space.isCS_sRGB()) {
            readConverted(image, rgb);
        } else if (components != 3 && space.getType() != ColorSpace.TYPE_GRAY) {
            throw new UnreadableImageException("picture [" + source + "] has " + components
                    + " colour components; only gray, RGB and CMYK can be scored: convert it to RGB first");
        } else if (!isPlain(colors)) {
            readReal(image.getRaster(), colors, rounding, rgb);
        } else if (isBytes(image)) {
            readBytes(image, components, rgb);
        } else {
            readSamples(image, components, rgb);
        }
        return new RgbPixels(image.getWidth(), image.getHeight(), rgb, transparencyOf(image));
    }

    /** Returns whether samples are unsigned integers without premultiplied alpha. */
    private static boolean isPlain(ColorModel colors) {
        int type = colors.getTransferType();
        return !colors.isAlphaPremultiplied()
                && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT || type == DataBuffer.TYPE_INT);
    }

    /**
     * Returns the picture turned upright.
     *
     * @param orientation as TIFF and EXIF number it; values outside 2 to 8 mean upright
     */
    RgbPixels oriented(int orientation) {
        if (orientation < 2 || orientation > 8) {
            return this;
        }
        boolean isTransposed = orientation >= 5;
        boolean isMirrored = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        boolean isUpsideDown = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        int across = isTransposed ? height : width;
        int down = isTransposed ? width : height;
        byte[] turned = new byte[rgb.length];
        for (int y = 0, to = 0; y < down; y++) {
            for (int x = 0; x < across; x++, to += 3) {
                int column = isTransposed ? y : x;
                int row = isTransposed ? x : y;
                int from = 3
                        * ((isUpsideDown ? height - 1 - row : row) * width
                                + (isMirrored ? width - 1 - column : column));
                turned[to] = rgb[from];
                turned[to + 1] = rgb[from + 1];
                turned[to + 2] = rgb[from + 2];
            }
        }
        return new RgbPixels(across, down, turned, transparency);
    }

    private static boolean hasFraction(ColorModel colors) {
        return colors.getTransferType() == DataBuffer.TYPE_FLOAT || colors.getTransferType() == DataBuffer.TYPE_DOUBLE;
    }

    private static boolean isBytes(BufferedImage image) {
        return image.getRaster().getSampleModel() instanceof ComponentSampleModel
                && image.getRaster().getDataBuffer() instanceof DataBufferByte buffer
                && buffer.getNumBanks() == 1
                && image.getColorModel().getComponentSize(0) == 8;
    }

    private static void readPalette(Raster raster, IndexColorModel palette, byte[] rgb) {
        int[] colors = new int[palette.getMapSize()];
        palette.getRGBs(colors);
        int[] row = new int[raster.getWidth()];
        for (int y = 0, at = 0; y < raster.getHeight(); y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, row.length, 1, 0, row);
            for (int index : row) {
                at = put(rgb, at, index < colors.length ? colors[index] : 0);
            }
        }
    }

    /** Converts linear RGB, XYZ, PhotoYCC and other profiles to sRGB, as Java2D does; no picture file needs this. */
    private static void readConverted(BufferedImage image, byte[] rgb) {
        int[] row = new int[image.getWidth()];
        for (int y = 0, at = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, row.length, 1, row, 0, row.length);
            for (int color : row) {
                at = put(rgb, at, color);
            }
        }
    }

    private static int put(byte[] rgb, int at, int color) {
        rgb[at] = (byte) (color >> 16);
        rgb[at + 1] = (byte) (color >> 8);
        rgb[at + 2] = (byte) color;
        return at + 3;
    }

    /** Converts without profiles, as Pillow's {@code cmyk2rgb} does: ink over the white that black leaves. */
    private static void readCmyk(Raster raster, int bits, byte[] rgb) {
        int[] row = new int[raster.getWidth() * 4];
        for (int y = 0, at = 0; y < raster.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, row);
            for (int x = 0; x < row.length; x += 4) {
                for (int c = 0; c < 3; c++) {
                    rgb[at++] =
                            (byte) overInk(toByte(row[x + c], bits) & 0xff, 255 - (toByte(row[x + 3], bits) & 0xff));
                }
            }
        }
    }

    /** Returns the white that an ink leaves of the white that black leaves. */
    static int overInk(int ink, int white) {
        int product = ink * white + 128;
        return Math.max(0, white - (((product >> 8) + product) >> 8));
    }

    /** Reads the common case, three times as fast as {@link Raster#getPixels}. */
    private static void readBytes(BufferedImage image, int components, byte[] rgb) {
        Raster raster = image.getRaster();
        ComponentSampleModel model = (ComponentSampleModel) raster.getSampleModel();
        DataBufferByte buffer = (DataBufferByte) raster.getDataBuffer();
        byte[] data = buffer.getData();
        int[] bands = model.getBandOffsets();
        int red = bands[0];
        int green = bands[components == 3 ? 1 : 0];
        int blue = bands[components == 3 ? 2 : 0];
        for (int y = 0, at = 0; y < image.getHeight(); y++) {
            int from = buffer.getOffset()
                    + (y - raster.getSampleModelTranslateY() + raster.getMinY()) * model.getScanlineStride()
                    + (raster.getMinX() - raster.getSampleModelTranslateX()) * model.getPixelStride();
            for (int x = 0; x < image.getWidth(); x++, at += 3, from += model.getPixelStride()) {
                rgb[at] = data[from + red];
                rgb[at + 1] = data[from + green];
                rgb[at + 2] = data[from + blue];
            }
        }
    }

    private static void readSamples(BufferedImage image, int components, byte[] rgb) {
        Raster raster = image.getRaster();
        int bands = raster.getNumBands();
        int[] bits = image.getColorModel().getComponentSize();
        int[] row = new int[image.getWidth() * bands];
        for (int y = 0, at = 0; y < image.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, image.getWidth(), 1, row);
            for (int x = 0; x < row.length; x += bands) {
                for (int c = 0; c < 3; c++) {
                    int band = components == 3 ? c : 0;
                    rgb[at++] = toByte(row[x + band], bits[band]);
                }
            }
        }
    }

    /**
     * Reads samples that are signed, fractional or premultiplied. Gray stays unchanged; Java2D would treat it as
     * linear.
     */
    private static void readReal(Raster raster, ColorModel colors, double rounding, byte[] rgb) {
        int bands = raster.getNumBands();
        int components = colors.getNumColorComponents();
        boolean hasFraction = hasFraction(colors);
        boolean isSigned = colors.getTransferType() == DataBuffer.TYPE_SHORT;
        double[] row = new double[raster.getWidth() * bands];
        for (int y = 0, at = 0; y < raster.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, row);
            for (int x = 0; x < row.length; x += bands) {
                for (int c = 0; c < 3; c++, at++) {
                    int band = components == 3 ? c : 0;
                    int bits = colors.getComponentSize(band) - (isSigned ? 1 : 0);
                    double most = hasFraction ? 1 : (1L << bits) - 1;
                    double sample = row[x + band];
                    if (colors.isAlphaPremultiplied()) {
                        double alpha = row[x + bands - 1];
                        sample = alpha > 0 ? sample * most / alpha : 0;
                        sample = hasFraction ? sample : Math.floor(sample + rounding);
                    }
                    double clamped = Math.max(0, Math.min(sample, most));
                    rgb[at] = hasFraction ? (byte) ((float) clamped * 255 + 0.5f) : toByte((int) clamped, bits);
                }
            }
        }
    }

    /** Returns the high byte of wider samples, and scales narrower ones to the whole range. */
    private static byte toByte(int sample, int bits) {
        return (byte) (bits >= 8 ? sample >> (bits - 8) : sample * 255 / ((1 << bits) - 1));
    }

    private static double transparencyOf(BufferedImage image) {
        ColorModel colors = image.getColorModel();
        if (!colors.hasAlpha()) {
            return 0;
        }
        long clear = 0;
        Raster raster = image.getRaster();
        float[] row = new float[image.getWidth()];
        int[] palette = new int[colors instanceof IndexColorModel index ? index.getMapSize() : 0];
        if (colors instanceof IndexColorModel index) {
            index.getRGBs(palette);
        }
        int band = palette.length > 0 ? 0 : raster.getNumBands() - 1;
        int bits = colors.getComponentSize(colors.getNumComponents() - 1);
        float half = hasFraction(colors) ? 0.5f : 1L << (bits - 1);
        for (int y = 0; y < image.getHeight(); y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, row.length, 1, band, row);
            for (float sample : row) {
                boolean isClear = palette.length == 0
                        ? sample < half
                        : sample < palette.length && palette[(int) sample] >>> 24 < 128;
                clear += isClear ? 1 : 0;
            }
        }
        return (double) clear / ((long) image.getWidth() * image.getHeight());
    }
}
