package io.github.clipunit.image;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.stream.IntStream;
import javax.imageio.plugins.jpeg.JPEGHuffmanTable;

/**
 * The structure of a JPEG (ITU-T T.81, annex B): its size, its components, the meaning of its samples, and whether all
 * of them are present. {@link #plain} returns the same picture without profiles, thumbnails, odd component ids and
 * everything else that makes the JDK's reader refuse or convert files that libjpeg reads unchanged.
 */
final class JpegFile {

    private static final int RESTART = 0xd0;
    private static final int START = 0xd8;
    private static final int END = 0xd9;
    private static final int SCAN = 0xda;
    private static final int FRAME = 0xc0;
    private static final int PROGRESSIVE = 0xc2;
    private static final int HUFFMAN = 0xc4;
    private static final int ARITHMETIC = 0xc9;
    private static final int ARITHMETIC_TABLES = 0xcc;
    private static final int LAST_FRAME = 0xcf;
    private static final int JFIF = 0xe0;
    private static final int ADOBE = 0xee;
    /** The limit of scans. Progressive files of libjpeg have 10, those of other programs a few dozen. */
    private static final int MOST_SCANS = 100;

    private static final int LAST_APPLICATION = 0xef;
    private static final int COMMENT = 0xfe;

    /** The colours of the samples. */
    enum Colors {
        GRAY,
        YCC,
        RGB,
        YCCK,
        CMYK
    }

    private final byte[] jpeg;
    private final ByteArrayOutputStream plain;
    private int at = 2;
    private boolean isJfif;
    /** The transform that an Adobe marker names, or -1. */
    private int adobe = -1;

    private int width;
    private int height;
    private boolean isProgressive;
    private int scans;
    private int[] ids = {};
    private int[] across = {};
    private int[] down = {};

    /** By component, the lowest bit of each coefficient that is present: 0 if it is complete, -1 if it is missing. */
    private int[][] sent = {};

    /**
     * Reads the structure of a whole JPEG.
     *
     * @throws FlawException if it is truncated or incomplete, or of a kind that some JDKs do not read or read
     *     differently
     */
    JpegFile(byte[] jpeg) throws FlawException {
        this.jpeg = jpeg;
        this.plain = new ByteArrayOutputStream(jpeg.length + 500);
        plain.write(0xff);
        plain.write(START);
        writeStandardTables();
        for (int marker = next(); marker != END; marker = next()) {
            if (marker == SCAN) {
                takeScan();
            } else if (marker > 1 && (marker < RESTART || marker > START)) {
                takeSegment(marker);
            }
        }
        if (sent.length == 0) {
            throw new FlawException("it has no picture between its markers");
        }
        if (Arrays.stream(sent).flatMapToInt(Arrays::stream).anyMatch(bit -> bit != 0)) {
            throw new FlawException(
                    "it is incomplete: its scans leave out coefficients, which readers guess differently");
        }
        plain.write(0xff);
        plain.write(END);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Returns the same picture in a form that every JDK reads. */
    byte[] plain() {
        return plain.toByteArray();
    }

    /**
     * Returns the colours of the samples by libjpeg's rules: from JFIF and Adobe markers, or else from component ids.
     */
    Colors colors() {
        if (ids.length == 1) {
            return Colors.GRAY;
        }
        if (ids.length == 4) {
            return adobe == -1 || adobe == 0 ? Colors.CMYK : Colors.YCCK;
        }
        boolean isRgb = adobe == -1 ? ids[0] == 'R' && ids[1] == 'G' && ids[2] == 'B' : adobe == 0;
        return isRgb && !isJfif ? Colors.RGB : Colors.YCC;
    }

    /** Returns whether a component has every column of samples, and every second row. */
    boolean isHalvedDownAlone(int component) {
        return across[component] == Arrays.stream(across).max().orElseThrow()
                && 2 * down[component] == Arrays.stream(down).max().orElseThrow();
    }

    /** Returns the next marker; skips stray bytes before it, as libjpeg does. */
    private int next() throws FlawException {
        for (; at + 1 < jpeg.length; at++) {
            int marker = u8(at + 1);
            if (u8(at) == 0xff && marker != 0 && marker != 0xff) {
                at += 2;
                return marker;
            }
        }
        throw new FlawException("it is truncated: its end marker is missing");
    }

    private int u8(int index) {
        return jpeg[index] & 0xff;
    }

    private int u16(int index) {
        return u8(index) << 8 | u8(index + 1);
    }

    private void takeSegment(int marker) throws FlawException {
        int length = requireLength();
        if (marker >= FRAME && marker <= LAST_FRAME && marker != HUFFMAN && marker != ARITHMETIC_TABLES) {
            takeFrame(marker, length);
        } else if (marker == JFIF) {
            isJfif |= length >= 16 && startsWith("JFIF\0");
        } else if (marker == ADOBE && length >= 14 && startsWith("Adobe")) {
            adobe = u8(at + 13);
        } else if ((marker < JFIF || marker > LAST_APPLICATION) && marker != COMMENT) {
            copy(marker, length);
        }
        at += length;
    }

    private int requireLength() throws FlawException {
        int length = at + 2 <= jpeg.length ? u16(at) : 0;
        if (length < 2 || at + length > jpeg.length) {
            throw new FlawException("it is truncated: the segment at byte " + at + " ends beyond the end of the file");
        }
        return length;
    }

    private boolean startsWith(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (u8(at + 2 + i) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void copy(int marker, int length) {
        plain.write(0xff);
        plain.write(marker);
        plain.write(jpeg, at, length);
    }

    /** Copies a header that names components, and numbers them from 1. */
    private void copy(int marker, int length, int firstName, int step, int[] names) {
        byte[] header = Arrays.copyOfRange(jpeg, at, at + length);
        for (int i = 0; i < names.length; i++) {
            header[firstName + i * step] = (byte) (names[i] + 1);
        }
        plain.write(0xff);
        plain.write(marker);
        plain.writeBytes(header);
    }

    /** Writes the tables of annex K, which camera files omit and libjpeg knows. */
    private void writeStandardTables() {
        writeTable(0x00, JPEGHuffmanTable.StdDCLuminance);
        writeTable(0x10, JPEGHuffmanTable.StdACLuminance);
        writeTable(0x01, JPEGHuffmanTable.StdDCChrominance);
        writeTable(0x11, JPEGHuffmanTable.StdACChrominance);
    }

    private void writeTable(int place, JPEGHuffmanTable table) {
        short[] counts = Arrays.copyOf(table.getLengths(), 16);
        short[] values = table.getValues();
        plain.write(0xff);
        plain.write(HUFFMAN);
        plain.write(0);
        plain.write(19 + values.length);
        plain.write(place);
        for (short count : counts) {
            plain.write(count);
        }
        for (short value : values) {
            plain.write(value);
        }
    }

    private void takeFrame(int marker, int length) throws FlawException {
        if (marker >= ARITHMETIC) {
            throw new FlawException("it is arithmetic-coded, which not every JDK reads; save it with Huffman codes");
        }
        int components = length < 8 ? 0 : u8(at + 7);
        if (marker > PROGRESSIVE || length != 8 + 3 * components || u8(at + 2) != 8) {
            throw new FlawException("it is lossless, hierarchical or not of 8 bits; save it as a plain JPEG");
        }
        if (sent.length > 0 || (components != 1 && components != 3 && components != 4)) {
            throw new FlawException(
                    "it has several frames, or " + components + " components, where 1, 3 and 4 have a meaning");
        }
        isProgressive = marker == PROGRESSIVE;
        height = u16(at + 3);
        width = u16(at + 5);
        ids = new int[components];
        across = new int[components];
        down = new int[components];
        sent = new int[components][64];
        for (int i = 0; i < components; i++) {
            ids[i] = u8(at + 8 + 3 * i);
            across[i] = u8(at + 9 + 3 * i) >> 4;
            down[i] = u8(at + 9 + 3 * i) & 15;
            Arrays.fill(sent[i], -1);
        }
        copy(marker, length, 8, 3, IntStream.range(0, components).toArray());
    }

    private void takeScan() throws FlawException {
        int length = requireLength();
        int components = length < 3 ? 0 : u8(at + 2);
        if (components == 0 || components > ids.length || length != 6 + 2 * components) {
            throw new FlawException(
                    "it is damaged: the scan at byte " + at + " has " + components + " components of " + ids.length);
        }
        int[] scanned = new int[components];
        Arrays.fill(scanned, -1);
        for (int i = 0; i < components; i++) {
            scanned[i] = component(u8(at + 3 + 2 * i), scanned);
        }
        int first = isProgressive ? u8(at + length - 3) : 0;
        int last = isProgressive ? Math.min(u8(at + length - 2), 63) : 63;
        for (int component : scanned) {
            Arrays.fill(
                    sent[component], Math.min(first, last + 1), last + 1, isProgressive ? u8(at + length - 1) & 15 : 0);
        }
        if (++scans > MOST_SCANS) {
            throw new FlawException("it has more than " + MOST_SCANS
                    + " scans, each of which takes as long as a picture: possibly a decompression bomb; if"
                    + " not, save it again");
        }
        copy(SCAN, length, 3, 2, scanned);
        at += length;
        int from = at;
        while (at + 1 < jpeg.length && (u8(at) != 0xff || isData(u8(at + 1)))) {
            at++;
        }
        plain.write(jpeg, from, at - from);
    }

    /** Returns the component of that name that the scan does not contain yet; a name may occur twice. */
    private int component(int id, int[] scanned) throws FlawException {
        for (int i = 0; i < ids.length; i++) {
            int candidate = i;
            if (ids[i] == id && Arrays.stream(scanned).noneMatch(taken -> taken == candidate)) {
                return i;
            }
        }
        throw new FlawException(
                "it is damaged: the scan at byte " + at + " names component " + id + ", which does not exist");
    }

    /**
     * Returns whether the byte after 0xff belongs to a scan's data: a stuffed zero, a restart marker, or another 0xff.
     */
    private static boolean isData(int following) {
        return following == 0 || following == 0xff || (following >= RESTART && following < START);
    }
}
