package io.github.clipunit.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * The first frame of a GIF on its logical screen, as Pillow shows it. The area outside the frame has the transparent
 * colour if there is one, or else the first colour of the palette.
 */
record GifCanvas(int width, int height, int left, int top, int background, BufferedImage frame, String source) {

    static GifCanvas of(ImageReader reader, BufferedImage frame, String source, ImageLimits limits) throws IOException {
        IIOMetadata stream = reader.getStreamMetadata();
        Element screen = element(stream, "LogicalScreenDescriptor");
        Element image = element(reader.getImageMetadata(0), "ImageDescriptor");
        int left = number(image, "imageLeftPosition");
        int top = number(image, "imageTopPosition");
        int width = Math.max(number(screen, "logicalScreenWidth"), left + frame.getWidth());
        int height = Math.max(number(screen, "logicalScreenHeight"), top + frame.getHeight());
        ImageDecoder.requireSize(width, height, limits, source, "GIF");
        IndexColorModel palette = (IndexColorModel) frame.getColorModel();
        return new GifCanvas(
                width, height, left, top, palette.getRGB(Math.max(0, palette.getTransparentPixel())), frame, source);
    }

    RgbPixels pixels() {
        RgbPixels pixels = RgbPixels.of(frame, source);
        if (width == frame.getWidth() && height == frame.getHeight()) {
            return pixels;
        }
        byte[] canvas = new byte[Math.multiplyExact(Math.multiplyExact(width, height), 3)];
        for (int at = 0; at < canvas.length; at += 3) {
            canvas[at] = (byte) (background >> 16);
            canvas[at + 1] = (byte) (background >> 8);
            canvas[at + 2] = (byte) background;
        }
        int row = frame.getWidth() * 3;
        for (int y = 0; y < frame.getHeight(); y++) {
            System.arraycopy(pixels.rgb(), y * row, canvas, ((top + y) * width + left) * 3, row);
        }
        return new RgbPixels(width, height, canvas, pixels.transparency());
    }

    private static Element element(IIOMetadata metadata, String name) throws IOException {
        Node root = metadata.getAsTree(metadata.getNativeMetadataFormatName());
        for (Node node = root.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                return element;
            }
        }
        throw new IOException("GIF without " + name);
    }

    private static int number(Element element, String attribute) {
        return Integer.parseInt(element.getAttribute(attribute));
    }
}
