package io.github.clipunit.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The orientation in a picture's EXIF: tag 274 of the first directory, numbered as in TIFF 6.0 and EXIF 2.3. */
final class ExifOrientation {

    static final int UPRIGHT = 1;
    private static final int TAG = 274;
    private static final int APP1 = 0xe1;
    private static final int SCAN = 0xda;
    private static final String NAME = "Exif\0\0";

    private ExifOrientation() {}

    /**
     * Returns the orientation from 1, upright, to 8; upright if it is missing or invalid. The reader of TIFF applies
     * its own.
     */
    static int of(ImageFormat format, byte[] encoded) {
        ByteBuffer bytes = ByteBuffer.wrap(encoded);
        try {
            return switch (format) {
                case JPEG -> jpeg(bytes);
                case PNG -> chunks(bytes, 8, 12, "eXIf");
                case WEBP -> chunks(bytes.order(ByteOrder.LITTLE_ENDIAN), 12, 8, "EXIF");
                default -> UPRIGHT;
            };
        } catch (IndexOutOfBoundsException e) {
            return UPRIGHT;
        }
    }

    private static int jpeg(ByteBuffer bytes) {
        int at = 2;
        while (at + 4 <= bytes.limit()) {
            int marker = bytes.getShort(at) & 0xffff;
            int length = bytes.getShort(at + 2) & 0xffff;
            if (marker == 0xff00 + APP1 && text(bytes, at + 4, NAME.length()).equals(NAME)) {
                return tiff(bytes, at + 4 + NAME.length());
            }
            if (marker < 0xff01 || marker == 0xff00 + SCAN || length < 2) {
                return UPRIGHT;
            }
            at += 2 + length;
        }
        return UPRIGHT;
    }

    /** Searches chunks of PNG (length, type, data, checksum) or RIFF (type, length, data, padded to an even length). */
    private static int chunks(ByteBuffer bytes, int from, int around, String wanted) {
        boolean isPng = around == 12;
        for (long at = from; at + around <= bytes.limit(); ) {
            int start = (int) at;
            long length = bytes.getInt(isPng ? start : start + 4) & 0xffff_ffffL;
            if (text(bytes, isPng ? start + 4 : start, 4).equals(wanted)) {
                boolean isNamed = text(bytes, start + 8, NAME.length()).equals(NAME);
                return tiff(bytes, start + 8 + (isNamed ? NAME.length() : 0));
            }
            at += around + length + (isPng ? 0 : length & 1);
        }
        return UPRIGHT;
    }

    private static int tiff(ByteBuffer bytes, int from) {
        ByteBuffer tiff = bytes.slice(from, bytes.limit() - from);
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int entries = tiff.getShort(directory) & 0xffff;
        for (int at = directory + 2; at < directory + 2 + 12 * entries; at += 12) {
            if (tiff.getShort(at) == TAG) {
                int orientation = tiff.getShort(at + 8);
                return orientation >= 1 && orientation <= 8 ? orientation : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    private static String text(ByteBuffer bytes, int at, int length) {
        byte[] text = new byte[length];
        bytes.get(at, text);
        return new String(text, StandardCharsets.ISO_8859_1);
    }
}
