package io.github.clipunit.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The first directory of a TIFF (TIFF 6.0, section 2). It checks that the JDK's reader reads the picture as Pillow
 * does, and returns the same picture without the parts that this reader would refuse or round.
 */
final class TiffFile {

    private static final int BITS = 258;
    private static final int COMPRESSION = 259;
    private static final int MEANING = 262;
    private static final int STRIP_OFFSETS = 273;
    private static final int ORIENTATION = 274;
    private static final int SAMPLES = 277;
    private static final int STRIP_LENGTHS = 279;
    private static final int PLANES = 284;
    private static final int PALETTE = 320;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_LENGTHS = 325;
    private static final int SAMPLE_FORMAT = 339;
    private static final int PROFILE = 34675;
    /** A number in the range for private use. */
    private static final int UNKNOWN = 65000;

    private static final int BIG = 43;
    private static final int OLD_JPEG = 6;
    private static final int JPEG = 7;
    private static final int YCC = 6;
    /** White or black is zero, RGB, palette, CMYK. */
    private static final Set<Long> MEANINGS = Set.of(0L, 1L, 2L, 3L, 5L);

    private static final int ENTRY = 12;

    private final ByteBuffer tiff;
    private final Map<Integer, Integer> entries = new HashMap<>();

    /**
     * Reads the directory.
     *
     * @throws FlawException if the file is truncated, or of a kind that is not read as Pillow reads it
     */
    TiffFile(byte[] bytes) throws FlawException {
        tiff = ByteBuffer.wrap(bytes);
        tiff.order(bytes[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        require(0, 8);
        if (tiff.getShort(2) == BIG) {
            throw new FlawException("it is a BigTIFF, which the JDK does not read; save it as PNG");
        }
        long directory = u32(4);
        require(directory, 2);
        int count = u16((int) directory);
        require(directory, 2 + (long) count * ENTRY);
        for (int i = 0; i < count; i++) {
            int at = (int) directory + 2 + i * ENTRY;
            entries.putIfAbsent(u16(at), at);
        }
        requireKnownKind();
        requireParts(STRIP_OFFSETS, STRIP_LENGTHS);
        requireParts(TILE_OFFSETS, TILE_LENGTHS);
    }

    private void require(long at, long length) throws FlawException {
        if (at + length > tiff.capacity()) {
            throw new FlawException("it is truncated: it refers to byte " + at + ", but ends at " + tiff.capacity());
        }
    }

    private void requireKnownKind() throws FlawException {
        long compression = value(COMPRESSION, 0, 1);
        long samples = value(SAMPLES, 0, 1);
        boolean isJpeg = compression == JPEG;
        if (compression == OLD_JPEG || (isJpeg && samples != 1 && samples != 3)) {
            throw new FlawException("its " + samples + " channels are JPEG-compressed"
                    + (isJpeg ? "" : " in the old style") + ", which the JDK misreads; save it as PNG");
        }
        if (!MEANINGS.contains(value(MEANING, 0, 1)) && !(isJpeg && value(MEANING, 0, 1) == YCC)) {
            throw new FlawException("its colours are YCbCr without JPEG, CIELab or of another rare kind (photometric "
                    + "interpretation " + value(MEANING, 0, 1) + "); save it as RGB");
        }
        if (value(BITS, 0, 1) > 16 || value(SAMPLE_FORMAT, 0, 1) != 1) {
            throw new FlawException("its samples have " + value(BITS, 0, 1)
                    + " bits, a sign or a decimal point, and no stated white level; save it with 8 bits");
        }
    }

    /** Checks that all parts are present, because the JDK's reader fills in missing ones. */
    private void requireParts(int offsets, int lengths) throws FlawException {
        for (int i = 0; i < count(offsets); i++) {
            require(value(offsets, i, 0), value(lengths, i, 0));
        }
    }

    /** Returns the orientation, from 1 to 8 as in EXIF; Pillow applies it to TIFF and to no other format. */
    int orientation() throws FlawException {
        return (int) value(ORIENTATION, 0, 1);
    }

    /**
     * Returns the same picture without its profile, which is not used for colours, and with a palette whose rounding
     * gives the high bytes that Pillow takes.
     */
    byte[] plain() throws FlawException {
        ByteBuffer plain = ByteBuffer.wrap(tiff.array().clone()).order(tiff.order());
        if (entries.containsKey(PROFILE)) {
            plain.putShort(entries.get(PROFILE), (short) UNKNOWN);
        }
        if (entries.containsKey(PLANES) && value(SAMPLES, 0, 1) == 1) {
            plain.putShort(entries.get(PLANES) + 8, (short) 1);
        }
        for (int i = 0; i < count(PALETTE); i++) {
            int at = place(PALETTE, i);
            byte high = tiff.get(tiff.order() == ByteOrder.BIG_ENDIAN ? at : at + 1);
            plain.put(at, high).put(at + 1, high);
        }
        return plain.array();
    }

    private int count(int tag) throws FlawException {
        Integer entry = entries.get(tag);
        if (entry == null) {
            return 0;
        }
        long count = u32(entry + 4);
        require(0, count);
        return (int) count;
    }

    private long value(int tag, int index, long otherwise) throws FlawException {
        if (index >= count(tag)) {
            return otherwise;
        }
        int at = place(tag, index);
        return switch (size(tag)) {
            case 1 -> tiff.get(at) & 0xff;
            case 2 -> u16(at);
            default -> u32(at);
        };
    }

    /** Returns the position of one of a field's values: inside the entry if all of them fit there. */
    private int place(int tag, int index) throws FlawException {
        int entry = entries.getOrDefault(tag, 0);
        int size = size(tag);
        long from = (long) count(tag) * size <= 4 ? entry + 8 : u32(entry + 8);
        require(from, (index + 1L) * size);
        return (int) from + index * size;
    }

    /** Returns the bytes per value: 1, 2 for SHORT, 4 for LONG and everything else. */
    private int size(int tag) {
        int type = u16(entries.getOrDefault(tag, 0) + 2);
        return type == 3 ? 2 : type == 1 ? 1 : 4;
    }

    private int u16(int at) {
        return tiff.getShort(at) & 0xffff;
    }

    private long u32(int at) {
        return tiff.getInt(at) & 0xffff_ffffL;
    }
}
