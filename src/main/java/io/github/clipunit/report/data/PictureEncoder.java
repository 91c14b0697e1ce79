package io.github.clipunit.report.data;

import io.github.clipunit.image.ClipImage;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Makes the small and the large view of a picture from the pixels that models see. The file itself may have
 * transparency, a colour profile, a rotation or frames, so browsers would show another picture. Views with few colours
 * become PNG or JPEG, whichever is smaller, and others JPEG: drawings stay exact and photographs stay small. The views
 * are only for people; no score is computed from them.
 */
public final class PictureEncoder {

    private static final int THUMBNAIL_WIDTH = 320;
    private static final int THUMBNAIL_HEIGHT = 480;
    private static final int LARGE_SIDE = 896;
    private static final float QUALITY = 0.8f;
    private static final int LOOKED_AT = 4096;

    private PictureEncoder() {}

    /** Returns whether a larger view would show more. */
    public static boolean hasLarge(ClipImage image) {
        return image.width() > THUMBNAIL_WIDTH || image.height() > THUMBNAIL_HEIGHT;
    }

    /** Returns a view of at most 320 x 480 pixels. */
    public static EncodedPicture small(ClipImage image) throws IOException {
        return fit(image, THUMBNAIL_WIDTH, THUMBNAIL_HEIGHT);
    }

    /** Returns a view of at most 896 pixels on each side. */
    public static EncodedPicture large(ClipImage image) throws IOException {
        return fit(image, LARGE_SIDE, LARGE_SIDE);
    }

    private static EncodedPicture fit(ClipImage image, int maxWidth, int maxHeight) throws IOException {
        double scale = Math.min(1, Math.min((double) maxWidth / image.width(), (double) maxHeight / image.height()));
        int width = Math.max(1, (int) Math.round(image.width() * scale));
        int height = Math.max(1, (int) Math.round(image.height() * scale));
        byte[] rgb = AreaAverage.shrink(image, width, height);
        BufferedImage view = view(rgb, width, height);
        byte[] jpeg = jpeg(view);
        byte[] png = hasFewColours(rgb) ? png(view) : new byte[0];
        boolean isDrawing = png.length > 0 && png.length <= jpeg.length;
        return isDrawing ? new EncodedPicture("png", png) : new EncodedPicture("jpg", jpeg);
    }

    /**
     * Creates an image with red first, the layout of the JDK's JPEG writer, which copies such lines but converts others
     * sample by sample.
     */
    private static BufferedImage view(byte[] rgb, int width, int height) {
        return new BufferedImage(
                new ComponentColorModel(
                        ColorSpace.getInstance(ColorSpace.CS_sRGB),
                        false,
                        false,
                        Transparency.OPAQUE,
                        DataBuffer.TYPE_BYTE),
                Raster.createInterleavedRaster(
                        new DataBufferByte(rgb, rgb.length), width, height, 3 * width, 3, new int[] {0, 1, 2}, null),
                false,
                null);
    }

    /**
     * Returns whether the colours number at most a quarter of the pixels sampled. Photographs have more, and take long
     * to write as PNG.
     */
    private static boolean hasFewColours(byte[] rgb) {
        int count = rgb.length / 3;
        int step = Math.max(1, count / LOOKED_AT);
        int[] some = new int[count / step];
        for (int i = 0; i < some.length; i++) {
            int at = 3 * step * i;
            some[i] = (rgb[at] & 0xff) << 16 | (rgb[at + 1] & 0xff) << 8 | (rgb[at + 2] & 0xff);
        }
        Arrays.sort(some);
        int colours = 0;
        for (int i = 1; i < some.length; i++) {
            colours += some[i] == some[i - 1] ? 0 : 1;
        }
        return colours <= Math.max(256, some.length / 4);
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", output);
        }
        return bytes.toByteArray();
    }

    private static byte[] jpeg(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(output);
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(QUALITY);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
