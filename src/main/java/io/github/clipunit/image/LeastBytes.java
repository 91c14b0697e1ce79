package io.github.clipunit.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The least number of bytes that can hold so many pixels, for formats with such a bound. A file with fewer bytes makes
 * a false claim.
 */
final class LeastBytes {

    /** The largest ratio of compression: a run of 258 bytes takes at least two bits (RFC 1951). */
    private static final int DEFLATE = 1032;
    /**
     * The largest number of pixels per byte: each block of 64 samples takes a bit or more. Chroma may have the full
     * resolution, and the other components less.
     */
    private static final int JPEG = 1024;

    private LeastBytes() {}

    /** Returns the least length in bytes of a file with that many pixels; 0 if its format has no bound. */
    static long of(ImageFormat format, byte[] encoded, int width, int height) {
        long pixels = (long) width * height;
        return switch (format) {
            case PNG -> encoded.length < 26 ? 0 : pixels * bits(encoded) / 8 / DEFLATE;
            case JPEG -> pixels / JPEG;
            case BMP -> bmp(ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN), width, height);
            default -> 0;
        };
    }

    /** Returns the bits per pixel, from the header's depth and colour type. */
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

    /** Returns the exact length if nothing is compressed; OS/2 headers have no compression field. */
    private static long bmp(ByteBuffer bmp, int width, int height) {
        if (bmp.limit() < 34 || bmp.getInt(14) < 40 || (bmp.getInt(30) != 0 && bmp.getInt(30) != 3)) {
            return 0;
        }
        long row = ((long) width * bmp.getShort(28) + 31) / 32 * 4;
        return (bmp.getInt(10) & 0xffff_ffffL) + row * height;
    }
}
