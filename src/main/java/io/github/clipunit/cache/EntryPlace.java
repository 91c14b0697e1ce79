package io.github.clipunit.cache;

import java.nio.ByteBuffer;

/**
 * Where an entry is, as a line of an index says: untrusted, as what is found there has its own name and checksum.
 *
 * @param offset where in the data file it begins
 * @param length how many bytes it has
 * @param day the last day it is known to have been used, counted from 1970
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

    /** Whether it can be within so many bytes. */
    boolean isWithin(long size) {
        return offset >= 0 && length > 0 && length <= size - offset;
    }
}
