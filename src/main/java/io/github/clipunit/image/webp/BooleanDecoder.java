package io.github.clipunit.image.webp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A reader of decisions from a partition of a lossy picture (RFC 6386, clause 7), which reads several bytes ahead. */
final class BooleanDecoder {

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] data;
    private final int end;
    private int at;
    /** The rest of the bytes read, with {@link #ahead} bits below the eight that the next decision uses. */
    private long value;

    private int ahead = -8;
    private int range = 255;
    private boolean isPastEnd;

    BooleanDecoder(byte[] data, int from, int to) {
        this.data = data;
        this.at = from;
        this.end = to;
    }

    /** Returns whether a decision needed more bytes than exist, which means that the picture is incomplete. */
    boolean isPastEnd() {
        return isPastEnd;
    }

    /** Returns the next decision, 0 or 1. */
    int bit(int probability) {
        if (ahead < 0) {
            load();
        }
        int split = 1 + (((range - 1) * probability) >> 8);
        long scaled = (long) split << ahead;
        int bit;
        if (value >= scaled) {
            value -= scaled;
            range -= split;
            bit = 1;
        } else {
            range = split;
            bit = 0;
        }
        int shift = Integer.numberOfLeadingZeros(range) - 24;
        range <<= shift;
        ahead -= shift;
        return bit;
    }

    private void load() {
        if (end - at >= 8) {
            value = value << 56 | (long) EIGHT_BYTES.get(data, at) >>> 8;
            at += 7;
            ahead += 56;
        } else if (at < end) {
            value = value << 8 | (data[at++] & 0xff);
            ahead += 8;
        } else {
            isPastEnd = true;
            value <<= 8;
            ahead += 8;
        }
    }

    boolean flag() {
        return bit(128) == 1;
    }

    /** Returns an unsigned number, highest bit first. */
    int number(int bits) {
        int number = 0;
        for (int i = 0; i < bits; i++) {
            number = number << 1 | bit(128);
        }
        return number;
    }

    /** Reads a flag; returns the signed number after it if the flag is set, else 0. */
    int optionalSigned(int bits) {
        return flag() ? signed(number(bits)) : 0;
    }

    int signed(int magnitude) {
        return flag() ? -magnitude : magnitude;
    }
}
