package io.github.clipunit.image;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A decoder for the PNG that generators write: 8-bit RGB or RGBA, not interlaced. It takes little longer than
 * inflating; the JDK's reader needs nearly twice as long, and reads all other kinds. Files with any oddity are left to
 * the JDK's reader too, so that it reports the error.
 *
 * @hidden
 */
final class PngPixels {

    private static final int HEADER = 0x49484452;
    private static final int PALETTE = 0x504C5445;
    private static final int DATA = 0x49444154;
    private static final int TRANSPARENCY = 0x74524E53;
    /** The bit of a chunk's type that marks chunks that a reader may skip. */
    private static final int ANCILLARY = 0x20000000;

    private static final int FIRST_CHUNK = 8;
    private static final int AFTER_HEADER = FIRST_CHUNK + 12 + 13;
    /**
     * Depth 8, colour type 2 or 6, and zeros for compression, filter and interlace method: the header's last five
     * bytes.
     */
    private static final long RGB = 0x08_02_00_00_00L;

    private static final long RGBA = 0x08_06_00_00_00L;
    private static final int LONGEST_LINE = 1 << 24;
    /** Holds many lines: with an eighth of this size inflating takes a fifth longer, and doubling it saves nothing. */
    private static final int BUFFER = 1 << 17;

    private final byte[] png;
    private final ByteBuffer fields;
    private final int width;
    private final int height;
    private final int samples;
    /** The bytes of a line, including its filter type. */
    private final int stride;

    private PngPixels(byte[] png, int samples) {
        this.png = png;
        this.fields = ByteBuffer.wrap(png);
        this.width = fields.getInt(FIRST_CHUNK + 8);
        this.height = fields.getInt(FIRST_CHUNK + 12);
        this.samples = samples;
        this.stride = 1 + width * samples;
    }

    /**
     * Returns the decoder of a picture if it is of that kind.
     *
     * @param png intact, as {@link PngChunks#flaw} checks
     */
    static Optional<PngPixels> of(byte[] png) {
        ByteBuffer fields = ByteBuffer.wrap(png);
        if (png.length < AFTER_HEADER
                || fields.getInt(FIRST_CHUNK) != 13
                || fields.getInt(FIRST_CHUNK + 4) != HEADER
                || fields.getInt(FIRST_CHUNK + 8) <= 0
                || fields.getInt(FIRST_CHUNK + 8) > LONGEST_LINE / 4
                || fields.getInt(FIRST_CHUNK + 12) <= 0) {
            return Optional.empty();
        }
        long kind = fields.getLong(FIRST_CHUNK + 13) & 0xff_ffff_ffffL;
        return kind == RGB || kind == RGBA ? Optional.of(new PngPixels(png, kind == RGB ? 3 : 4)) : Optional.empty();
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Returns the pixels, or empty if another reader must judge the file. */
    Optional<RgbPixels> read() {
        Inflater inflater = new Inflater();
        try {
            Lines lines = new Lines();
            boolean isBegun = false;
            for (int at = AFTER_HEADER; !lines.areComplete(); at += 12 + fields.getInt(at)) {
                int type = fields.getInt(at + 4);
                if (type == DATA) {
                    isBegun = true;
                    inflater.setInput(png, at + 8, fields.getInt(at));
                    lines.take(inflater);
                } else if (isBegun || type == TRANSPARENCY || (type != PALETTE && (type & ANCILLARY) == 0)) {
                    return Optional.empty();
                }
            }
            return Optional.of(lines.pixels());
        } catch (DataFormatException e) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }

    /** The lines that the inflater produces. */
    private final class Lines {
        private final byte[] rgb = new byte[Math.multiplyExact(Math.multiplyExact(width, height), 3)];
        private final byte[] buffer = new byte[Math.max(BUFFER, 2 * stride)];
        private byte[] line = new byte[stride - 1];
        private byte[] above = new byte[stride - 1];
        private int filled;
        private int row;
        private long clear;

        boolean areComplete() {
            return row == height;
        }

        /** Takes the inflater's output for its current input, up to the last line. */
        void take(Inflater inflater) throws DataFormatException {
            while (!areComplete()) {
                int count = inflater.inflate(buffer, filled, buffer.length - filled);
                if (count == 0) {
                    return;
                }
                filled += count;
                restore();
            }
        }

        private void restore() throws DataFormatException {
            int at = 0;
            for (; at + stride <= filled && !areComplete(); at += stride, row++) {
                System.arraycopy(buffer, at + 1, line, 0, line.length);
                if (!PngFilters.undo(buffer[at], line, above, samples)) {
                    throw new DataFormatException("no such filter");
                }
                keep(row * width * 3);
                byte[] restored = line;
                line = above;
                above = restored;
            }
            filled -= at;
            System.arraycopy(buffer, at, buffer, 0, filled);
        }

        private void keep(int to) {
            if (samples == 3) {
                System.arraycopy(line, 0, rgb, to, line.length);
                return;
            }
            int opaque = 0;
            for (int from = 0; from <= line.length - 4; from += 4, to += 3) {
                rgb[to] = line[from];
                rgb[to + 1] = line[from + 1];
                rgb[to + 2] = line[from + 2];
                opaque -= line[from + 3] >> 7;
            }
            clear += width - opaque;
        }

        RgbPixels pixels() {
            return new RgbPixels(width, height, rgb, (double) clear / ((long) width * height));
        }
    }
}
