package io.github.clipunit.image.webp;

import java.util.Arrays;

/**
 * A prefix code of a lossless picture (RFC 9649, clause 3.7.2). Symbols are looked up by eight bits, and by a second
 * table if a code is longer.
 */
final class PrefixCode {

    private static final int LONGEST = 15;
    private static final int ROOT = 8;
    private static final int[] LENGTH_ORDER = {17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

    /**
     * By the next bits: the symbol, shifted left above four bits of length; or, if negative, the position and width of
     * a second table.
     */
    private final int[] table;

    private final int mask;

    private PrefixCode(int[] table, int rootBits) {
        this.table = table;
        this.mask = (1 << rootBits) - 1;
    }

    /**
     * Reads a code for an alphabet of that many symbols.
     *
     * @throws WebpException if the code is incomplete
     */
    static PrefixCode read(BitReader bits, int symbols) throws WebpException {
        int[] lengths = new int[symbols];
        if (bits.flag()) {
            boolean hasTwo = bits.flag();
            int first = bits.number(bits.flag() ? 8 : 1);
            int second = hasTwo ? bits.number(8) : first;
            if (Math.max(first, second) >= symbols) {
                throw new WebpException("it is damaged: a prefix code names a symbol that does not exist");
            }
            lengths[first] = 1;
            lengths[second] = 1;
        } else {
            readLengths(bits, lengths);
        }
        return of(lengths);
    }

    private static void readLengths(BitReader bits, int[] lengths) throws WebpException {
        int[] own = new int[LENGTH_ORDER.length];
        int count = 4 + bits.number(4);
        for (int i = 0; i < count; i++) {
            own[LENGTH_ORDER[i]] = bits.number(3);
        }
        PrefixCode code = of(own);
        int left = bits.flag() ? 2 + bits.number(2 + 2 * bits.number(3)) : lengths.length;
        if (left > lengths.length) {
            throw new WebpException("it is damaged: a prefix code has more symbols than its alphabet");
        }
        int previous = 8;
        for (int at = 0; at < lengths.length && left > 0; left--) {
            int length = code.next(bits);
            if (length < 16) {
                lengths[at++] = length;
                previous = length == 0 ? previous : length;
                continue;
            }
            int times = length == 16 ? 3 + bits.number(2) : length == 17 ? 3 + bits.number(3) : 11 + bits.number(7);
            if (at + times > lengths.length) {
                throw new WebpException("it is damaged: a prefix code has more symbols than its alphabet");
            }
            Arrays.fill(lengths, at, at + times, length == 16 ? previous : 0);
            at += times;
        }
    }

    private static PrefixCode of(int[] lengths) throws WebpException {
        int[] counts = new int[LONGEST + 1];
        int symbol = 0;
        for (int i = 0; i < lengths.length; i++) {
            counts[lengths[i]]++;
            symbol = lengths[i] > 0 ? i : symbol;
        }
        if (lengths.length - counts[0] == 1) {
            return new PrefixCode(new int[] {symbol << 4}, 0);
        }
        counts[0] = 0;
        int[] next = new int[LONGEST + 2];
        int longest = 0;
        for (int length = 1; length <= LONGEST; length++) {
            next[length + 1] = (next[length] + counts[length]) << 1;
            longest = counts[length] > 0 ? length : longest;
        }
        if (next[LONGEST + 1] != 1 << (LONGEST + 1)) {
            throw new WebpException("it is damaged: a prefix code is incomplete");
        }
        return of(lengths, next, longest);
    }

    private static PrefixCode of(int[] lengths, int[] next, int longest) {
        int rootBits = Math.min(ROOT, longest);
        int[] codes = new int[lengths.length];
        int[] widths = new int[1 << rootBits];
        int size = 1 << rootBits;
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] > 0) {
                codes[i] = Integer.reverse(next[lengths[i]]++) >>> (32 - lengths[i]);
                int root = codes[i] & (widths.length - 1);
                widths[root] = Math.max(widths[root], lengths[i] - rootBits);
            }
        }
        int[] table = new int[size + further(widths)];
        for (int root = 0; root < widths.length; root++) {
            if (widths[root] > 0) {
                table[root] = ~(size << 4 | widths[root]);
                size += 1 << widths[root];
            }
        }
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] > rootBits) {
                int link = ~table[codes[i] & (widths.length - 1)];
                fill(table, link >> 4, 1 << (link & 15), codes[i] >> rootBits, lengths[i] - rootBits, i);
            } else if (lengths[i] > 0) {
                fill(table, 0, widths.length, codes[i], lengths[i], i);
            }
        }
        return new PrefixCode(table, rootBits);
    }

    private static int further(int[] widths) {
        int size = 0;
        for (int width : widths) {
            size += width > 0 ? 1 << width : 0;
        }
        return size;
    }

    private static void fill(int[] table, int from, int size, int code, int length, int symbol) {
        for (int at = code; at < size; at += 1 << length) {
            table[from + at] = symbol << 4 | length;
        }
    }

    int next(BitReader bits) {
        int ahead = bits.peek();
        int entry = table[ahead & mask];
        if (entry < 0) {
            entry = ~entry;
            bits.skip(ROOT);
            ahead >>>= ROOT;
            entry = table[(entry >> 4) + (ahead & ((1 << (entry & 15)) - 1))];
        }
        bits.skip(entry & 15);
        return entry >> 4;
    }
}
