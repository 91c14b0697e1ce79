package io.github.clipunit.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** How few bytes can hold so many pixels, in formats that have such a bound; claims below it are not believed. */
final class LeastBytes {

    /** A run of 258 bytes takes at least two bits (RFC 1951). */
    private static final int DEFLATE = 1032;
    /** Each block of 64 pixels takes a bit or more; chroma may have the full resolution, and the others less. */
    private static final int JPEG = 1024;

    private LeastBytes() {}

    /** The least length of a file with pixels of that size; 0 where its format has no bound. */
    static long of(ImageFormat format, byte[] encoded, int width, int height) {
        long pixels = (long) width * height;
        return switch (format) {
            case PNG -> encoded.length < 26 ? 0 : pixels * bits(encoded) / 8 / DEFLATE;
            case JPEG -> pixels / JPEG;
            case BMP -> bmp(ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN), width, height);
            default -> 0;
        };
    }

    /** Bits for each pixel, by the header's depth and colour type. */
    private static int bits(byte[] png) {
        int samples =
                switch (png[25]) {
                    case 2 -> 3;
                    case 4 -> 2;
                    case 6 -> 4;
                    default -> 1;
                };
        return samples * png[24];
    }

    /** Exact where nothing is compressed; the header of OS/2 has no compression. */
    private static long bmp(ByteBuffer bmp, int width, int height) {
        if (bmp.limit() < 34 || bmp.getInt(14) < 40 || (bmp.getInt(30) != 0 && bmp.getInt(30) != 3)) {
            return 0;
        }
        long row = ((long) width * bmp.getShort(28) + 31) / 32 * 4;
        return (bmp.getInt(10) & 0xffff_ffffL) + row * height;
    }
}
