package io.github.clipunit;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Walks the chunks of a PNG (ISO/IEC 15948, clause 5.3), because the JDK's reader gives half a picture for half a file. */
final class PngChunks {

    private static final int IEND = 0x49454E44;

    private PngChunks() {}

    /** What is missing, or null where all chunks up to the end are there. */
    static @Nullable String flaw(byte[] png) {
        ByteBuffer bytes = ByteBuffer.wrap(png);
        long at = 8;
        while (at + 12 <= png.length) {
            long length = bytes.getInt((int) at) & 0xffff_ffffL;
            int type = bytes.getInt((int) at + 4);
            at += 12 + length;
            if (type == IEND) {
                return null;
            }
        }
        return at > png.length
                ? "a chunk ends at byte " + at + ", the file at " + png.length
                : "the end chunk is missing after byte " + Math.min(at, png.length);
    }
}
