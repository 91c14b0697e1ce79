package io.github.clipunit.image;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A check of a PNG's chunks (ISO/IEC 15948, clause 5.3). It is needed because the JDK's reader returns half a picture
 * for half a file.
 */
final class PngChunks {

    private static final int IEND = 0x49454E44;

    private PngChunks() {}

    /** Returns the missing or damaged part, or null if all chunks up to the end are intact. */
    static @Nullable String flaw(byte[] png) {
        ByteBuffer bytes = ByteBuffer.wrap(png);
        long at = 8;
        while (at + 12 <= png.length) {
            long length = bytes.getInt((int) at) & 0xffff_ffffL;
            int type = bytes.getInt((int) at + 4);
            if (at + 12 + length <= png.length && !isIntact(png, bytes, (int) at, (int) length)) {
                return "the checksum of the chunk at byte " + at + " is wrong";
            }
            at += 12 + length;
            if (type == IEND && at <= png.length) {
                return null;
            }
        }
        return "it is truncated: " + missing(at, png.length);
    }

    private static boolean isIntact(byte[] png, ByteBuffer bytes, int at, int length) {
        CRC32 checksum = new CRC32();
        checksum.update(png, at + 4, length + 4);
        return (int) checksum.getValue() == bytes.getInt(at + 8 + length);
    }

    private static String missing(long at, int length) {
        return at > length
                ? "a chunk ends at byte " + at + ", the file at " + length
                : "the end chunk is missing after byte " + at;
    }
}
