package io.github.clipunit.image.webp;

/** Unsigned numbers with the lowest byte first. */
final class LittleEndian {

    private LittleEndian() {}

    static int u16(byte[] data, int at) {
        return (data[at] & 0xff) | (data[at + 1] & 0xff) << 8;
    }

    static int u24(byte[] data, int at) {
        return u16(data, at) | (data[at + 2] & 0xff) << 16;
    }

    static long u32(byte[] data, int at) {
        return u16(data, at) | (long) u16(data, at + 2) << 16;
    }
}
