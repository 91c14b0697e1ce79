package io.github.clipunit.cache;

import java.nio.ByteBuffer;

/**
 * The SHA-256 that names an entry, as four numbers, because thousands are read at once and strings would take longer.
 */
final class EntryName {

    static final int BYTES = 32;

    private static final int DIGITS = 16;

    private final long a;
    private final long b;
    private final long c;
    private final long d;

    private EntryName(long a, long b, long c, long d) {
        this.a = a;
        this.b = b;
        this.c = c;
        this.d = d;
    }

    /** Returns the name with these 64 hexadecimal digits. */
    static EntryName of(String hex) {
        return new EntryName(part(hex, 0), part(hex, 1), part(hex, 2), part(hex, 3));
    }

    private static long part(String hex, int part) {
        return Long.parseUnsignedLong(hex, part * DIGITS, (part + 1) * DIGITS, 16);
    }

    static EntryName read(ByteBuffer from) {
        return new EntryName(from.getLong(), from.getLong(), from.getLong(), from.getLong());
    }

    void write(ByteBuffer to) {
        to.putLong(a).putLong(b).putLong(c).putLong(d);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EntryName that && a == that.a && b == that.b && c == that.c && d == that.d;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(a);
    }
}
