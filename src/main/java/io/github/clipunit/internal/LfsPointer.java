package io.github.clipunit.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The short text that Git has in place of a file until Git LFS fetches it. */
public final class LfsPointer {

    private static final byte[] START = "version https://git-lfs".getBytes(StandardCharsets.US_ASCII);
    private static final int LARGEST = 1024;

    private LfsPointer() {}

    /** Returns whether the file is a pointer instead of the file itself. */
    public static boolean is(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            return false;
        }
        try (InputStream stream = Files.newInputStream(file)) {
            return is(stream.readNBytes(LARGEST));
        }
    }

    /** Returns whether these first bytes of a file are those of a pointer. */
    public static boolean is(byte[] start) {
        return start.length >= START.length && Arrays.equals(start, 0, START.length, START, 0, START.length);
    }
}
