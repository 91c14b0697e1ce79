package io.github.clipunit.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes PNG files of 8 bits with the filters and chunks that a caller asks for, which ImageIO chooses itself. */
public final class PngWriter {

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    /** A file that begins with its signature and header, of RGB where a pixel has 3 samples and RGBA where it has 4. */
    public PngWriter(int width, int height, int samples) {
        file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        chunk("IHDR", header.put((byte) 8).put((byte) (samples == 3 ? 2 : 6)).array());
    }

    /** Adds a chunk. */
    public PngWriter chunk(String type, byte... content) {
        byte[] typed = ByteBuffer.allocate(4 + content.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .array();
        CRC32 checksum = new CRC32();
        checksum.update(typed);
        file.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        file.writeBytes(typed);
        file.writeBytes(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
        return this;
    }

    /** Adds the end, and gives the whole. */
    public byte[] end() {
        return chunk("IEND").file.toByteArray();
    }

    /** A picture of that size whose chunks are whole and whose data ends before its last line: only decoding finds that. */
    public static byte[] hollow(int width, int height, Random random) {
        byte[] half = new byte[height / 2 * (1 + 3 * width)];
        random.nextBytes(half);
        for (int y = 0; y < height / 2; y++) {
            half[y * (1 + 3 * width)] = 0;
        }
        return new PngWriter(width, height, 3).chunk("IDAT", deflate(half)).end();
    }

    /** The zlib stream of bytes. */
    public static byte[] deflate(byte[] bytes) {
        Deflater deflater = new Deflater();
        deflater.setInput(bytes);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    /**
     * One line as it is before it is deflated.
     *
     * @param type the filter, which the first byte names
     * @param pixels lines from top to bottom
     * @param y which line
     * @param length of a line
     * @param samples how many a pixel has
     */
    public static byte[] line(int type, byte[] pixels, int y, int length, int samples) {
        byte[] line = new byte[1 + length];
        line[0] = (byte) type;
        for (int i = 0; i < length; i++) {
            int at = y * length + i;
            int left = i < samples ? 0 : pixels[at - samples] & 0xff;
            int above = y == 0 ? 0 : pixels[at - length] & 0xff;
            int corner = i < samples || y == 0 ? 0 : pixels[at - length - samples] & 0xff;
            line[1 + i] = (byte) (pixels[at] - prediction(type, left, above, corner));
        }
        return line;
    }

    private static int prediction(int type, int left, int above, int corner) {
        return switch (type) {
            case 1 -> left;
            case 2 -> above;
            case 3 -> (left + above) / 2;
            case 4 -> paeth(left, above, corner);
            default -> 0;
        };
    }

    /** As the specification writes it down, ISO/IEC 15948, clause 9.4. */
    static int paeth(int left, int above, int corner) {
        int estimate = left + above - corner;
        int toLeft = Math.abs(estimate - left);
        int toAbove = Math.abs(estimate - above);
        int toCorner = Math.abs(estimate - corner);
        if (toLeft <= toAbove && toLeft <= toCorner) {
            return left;
        }
        return toAbove <= toCorner ? above : corner;
    }
}
