package io.github.clipunit.report.data;

import io.github.clipunit.image.ClipImage;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Makes the small and the larger view of a picture. Those of few colours become PNG or JPEG, whichever makes the small one
 * smaller, others JPEG: drawings stay exact, photographs stay small. They are for eyes only; no score is computed from them.
 */
public final class PictureEncoder {

    private static final int THUMBNAIL_WIDTH = 320;
    private static final int THUMBNAIL_HEIGHT = 480;
    private static final int LARGE_SIDE = 896;
    private static final float QUALITY = 0.8f;
    private static final int LOOKED_AT = 4096;

    private PictureEncoder() {}

    /** Whether a larger view would show more. */
    public static boolean hasLarge(ClipImage image) {
        return image.width() > THUMBNAIL_WIDTH || image.height() > THUMBNAIL_HEIGHT;
    }

    /** A view of at most 320 x 480 pixels. */
    public static EncodedPicture small(ClipImage image) throws IOException {
        return encoded(fit(image.toBufferedImage(), THUMBNAIL_WIDTH, THUMBNAIL_HEIGHT));
    }

    /** A view of at most 896 pixels a side. */
    public static EncodedPicture large(ClipImage image) throws IOException {
        return encoded(fit(image.toBufferedImage(), LARGE_SIDE, LARGE_SIDE));
    }

    private static EncodedPicture encoded(BufferedImage image) throws IOException {
        byte[] jpeg = jpeg(image);
        byte[] png = hasFewColours(image) ? png(image) : new byte[0];
        boolean isDrawing = png.length > 0 && png.length <= jpeg.length;
        return isDrawing ? new EncodedPicture("png", png) : new EncodedPicture("jpg", jpeg);
    }

    /** At most a quarter as many as pixels that were looked at. Photographs have more, and take long to write as PNG. */
    private static boolean hasFewColours(BufferedImage image) {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        int step = Math.max(1, pixels.length / LOOKED_AT);
        int[] some = IntStream.range(0, pixels.length / step)
                .map(i -> pixels[i * step])
                .sorted()
                .toArray();
        long colours = IntStream.range(1, some.length)
                .filter(i -> some[i] != some[i - 1])
                .count();
        return colours <= Math.max(256, some.length / 4);
    }

    /** Halves until one more step is enough: bilinear steps of less than two keep fine lines. */
    private static BufferedImage fit(BufferedImage image, int maxWidth, int maxHeight) {
        double scale =
                Math.min(1, Math.min((double) maxWidth / image.getWidth(), (double) maxHeight / image.getHeight()));
        int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
        BufferedImage current = image;
        while (current.getWidth() > width || current.getHeight() > height) {
            current = scaled(
                    current,
                    Math.max(width, (current.getWidth() + 1) / 2),
                    Math.max(height, (current.getHeight() + 1) / 2));
        }
        return current;
    }

    private static BufferedImage scaled(BufferedImage image, int width, int height) {
        BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = scaled.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return scaled;
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
