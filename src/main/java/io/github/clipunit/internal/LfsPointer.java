package io.github.clipunit.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The few lines that Git has in a file's place until Git LFS fetches it. */
public final class LfsPointer {

    private static final byte[] START = "version https://git-lfs".getBytes(StandardCharsets.US_ASCII);
    private static final int LARGEST = 1024;

    private LfsPointer() {}

    /** Whether the file is a pointer and not what it points to. */
    public static boolean is(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            return false;
        }
        try (InputStream stream = Files.newInputStream(file)) {
            return is(stream.readNBytes(LARGEST));
        }
    }

    /** Whether these bytes of a file, from its beginning, are those of a pointer. */
    public static boolean is(byte[] start) {
        return start.length >= START.length && Arrays.equals(start, 0, START.length, START, 0, START.length);
    }
}
