package io.github.clipunit.golden.store;

import io.github.clipunit.image.ClipImage;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Small pictures for people, stacked: each at most 128 pixels wide and 512 high. Every pixel is the mean of the source
 * pixels it covers, in integer arithmetic, so that all platforms draw the same thumbnail.
 */
public final class Thumbnail {

    static final int MAX_WIDTH = 128;
    private static final int MAX_HEIGHT = 512;
    private static final int WHITE = 0xffffff;

    private Thumbnail() {}

    static BufferedImage of(List<ClipImage> images) {
        List<BufferedImage> small = images.stream().map(Thumbnail::shrink).toList();
        int width = small.stream().mapToInt(BufferedImage::getWidth).max().orElse(1);
        int height =
                Math.max(1, small.stream().mapToInt(BufferedImage::getHeight).sum());
        BufferedImage column = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int y = 0;
        for (BufferedImage image : small) {
            for (int row = 0; row < image.getHeight(); row++, y++) {
                for (int x = 0; x < width; x++) {
                    column.setRGB(x, y, x < image.getWidth() ? image.getRGB(x, row) : WHITE);
                }
            }
        }
        return column;
    }

    private static BufferedImage shrink(ClipImage image) {
        double scale = Math.min(1, Math.min((double) MAX_WIDTH / image.width(), (double) MAX_HEIGHT / image.height()));
        int width = Math.max(1, (int) Math.rint(image.width() * scale));
        int height = Math.max(1, (int) Math.rint(image.height() * scale));
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        ByteBuffer rgb = image.rgb();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                small.setRGB(
                        x, y, mean(rgb, image, Span.of(x, width, image.width()), Span.of(y, height, image.height())));
            }
        }
        return small;
    }

    private static int mean(ByteBuffer rgb, ClipImage image, Span columns, Span rows) {
        long[] sums = new long[3];
        for (int y = rows.from(); y < rows.to(); y++) {
            for (int x = columns.from(); x < columns.to(); x++) {
                int at = 3 * (y * image.width() + x);
                for (int channel = 0; channel < 3; channel++) {
                    sums[channel] += rgb.get(at + channel) & 0xff;
                }
            }
        }
        long count = (long) columns.length() * rows.length();
        int packed = 0;
        for (long sum : sums) {
            packed = packed << 8 | (int) ((sum + count / 2) / count);
        }
        return packed;
    }

    /** The source pixels, from inclusive to exclusive, of one target pixel along one axis. */
    private record Span(int from, int to) {
        static Span of(int target, int targets, int sources) {
            return new Span((int) ((long) target * sources / targets), (int) ((target + 1L) * sources / targets));
        }

        int length() {
            return to - from;
        }
    }
}
