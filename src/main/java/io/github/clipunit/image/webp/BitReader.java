package io.github.clipunit.image.webp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A reader of numbers of up to 32 bits, lowest bit first; beyond the end it reads zeros. */
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

    /** Returns whether more bits were read than exist, which means that the picture is incomplete. */
    boolean isPastEnd() {
        return at > end;
    }

    /** Returns the next bits without consuming them; 32 of them are valid. */
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
