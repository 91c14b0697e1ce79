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
 * LazyPixels brought to RGB of 8 bits as Pillow's {@code convert("RGB")} does, read from the raster: Java2D's own conversion
 * applies gamma to gray and profiles to all.
 *
 * @param rgb rows from top to bottom, three bytes a pixel, red first
 * @param transparency the share of pixels that were more transparent than opaque
 */
@SuppressWarnings("ArrayRecordComponent") // shared on purpose, inside this package only
record RgbPixels(int width, int height, byte[] rgb, double transparency) {

    static RgbPixels of(BufferedImage image, String source) {
        byte[] rgb = new byte[Math.multiplyExact(Math.multiplyExact(image.getWidth(), image.getHeight()), 3)];
        ColorModel colors = image.getColorModel();
        int components = colors.getNumColorComponents();
        if (colors instanceof IndexColorModel palette) {
            readPalette(image.getRaster(), palette, rgb);
        } else if (colors.isAlphaPremultiplied() || !isIntegral(colors)) {
            readConverted(image, rgb);
        } else if (colors.getColorSpace().getType() == ColorSpace.TYPE_CMYK) {
            readCmyk(image.getRaster(), rgb);
        } else if (components != 1 && components != 3) {
            throw new UnreadableImageException("picture [" + source + "] has " + components
                    + " colour components; only gray, RGB and CMYK can be scored: convert it to RGB first");
        } else if (isBytes(image)) {
            readBytes(image, components, rgb);
        } else {
            readSamples(image, components, rgb);
        }
        return new RgbPixels(image.getWidth(), image.getHeight(), rgb, transparencyOf(image));
    }

    private static boolean isIntegral(ColorModel colors) {
        int type = colors.getTransferType();
        return type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT || type == DataBuffer.TYPE_INT;
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

    /** Un-premultiplies and rounds as Java2D does; no picture file comes this way. */
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

    /** Without profiles, as Pillow's {@code cmyk2rgb}: ink over what black leaves of white. */
    private static void readCmyk(Raster raster, byte[] rgb) {
        int[] row = new int[raster.getWidth() * 4];
        for (int y = 0, at = 0; y < raster.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, row);
            for (int x = 0; x < row.length; x += 4) {
                int white = 255 - row[x + 3];
                for (int c = 0; c < 3; c++) {
                    int ink = row[x + c] * white + 128;
                    rgb[at++] = (byte) Math.max(0, white - (((ink >> 8) + ink) >> 8));
                }
            }
        }
    }

    /** The common case, three times as fast as through {@link Raster#getPixels}. */
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

    /** Wider samples keep their high byte, narrower ones are spread over the whole range. */
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
        int[] row = new int[image.getWidth()];
        int[] palette = new int[colors instanceof IndexColorModel index ? index.getMapSize() : 0];
        if (colors instanceof IndexColorModel index) {
            index.getRGBs(palette);
        }
        int band = palette.length > 0 ? 0 : raster.getNumBands() - 1;
        int half = 1 << (colors.getComponentSize(colors.getNumComponents() - 1) - 1);
        for (int y = 0; y < image.getHeight(); y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, row.length, 1, band, row);
            for (int sample : row) {
                boolean isClear =
                        palette.length == 0 ? sample < half : sample < palette.length && palette[sample] >>> 24 < 128;
                clear += isClear ? 1 : 0;
            }
        }
        return (double) clear / ((long) image.getWidth() * image.getHeight());
    }
}
