package io.github.clipunit.image.webp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Reads numbers of up to 32 bits, the lowest bit first; behind the end there are zeros. */
final class BitReader {

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] data;
    private final long end;
    private long at;

    BitReader(byte[] data, int from, int to) {
        this.end = 8L * (to - from);
        this.data = Arrays.copyOf(Arrays.copyOfRange(data, from, to), to - from + Long.BYTES);
    }

    /** Whether more bits were taken than there are: the picture is then not whole. */
    boolean isPastEnd() {
        return at > end;
    }

    /** The next bits, 32 of which are meant, without taking them. */
    int peek() {
        return (int) ((long) EIGHT_BYTES.get(data, (int) (Math.min(at, end) >> 3)) >>> (at & 7));
    }

    void skip(int bits) {
        at += bits;
    }

    int number(int bits) {
        int number = bits == 0 ? 0 : peek() & (-1 >>> (32 - bits));
        at += bits;
        return number;
    }

    boolean flag() {
        return number(1) == 1;
    }
}
