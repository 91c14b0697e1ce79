package io.github.clipunit.cache;

import java.nio.ByteBuffer;

/**
 * The position of an entry, according to a line of an index. It need not be trusted, because the entry has its own name
 * and checksum.
 *
 * @param offset the entry's start in the data file
 * @param length its length in bytes
 * @param day the last day on which it is known to have been used, counted from 1970
 */
record EntryPlace(EntryName name, long offset, int length, int day) {

    static final int BYTES = EntryName.BYTES + Long.BYTES + Integer.BYTES + Integer.BYTES;

    static EntryPlace read(ByteBuffer from) {
        return new EntryPlace(EntryName.read(from), from.getLong(), from.getInt(), from.getInt());
    }

    void write(ByteBuffer to) {
        name.write(to);
        to.putLong(offset).putInt(length).putInt(day);
    }

    /** Returns whether it can lie within so many bytes. */
    boolean isWithin(long size) {
        return offset >= 0 && length > 0 && length <= size - offset;
    }
}
