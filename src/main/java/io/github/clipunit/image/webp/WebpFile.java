package io.github.clipunit.image.webp;

import java.nio.charset.StandardCharsets;

/**
 * A WebP file (RFC 9649): a still picture, or the first frame of an animation on its canvas, which is transparent black
 * outside the frame. Its RIFF length and its chunks are checked against the actual bytes before anything is decoded.
 */
public final class WebpFile {

    private static final int RIFF = tag("RIFF");
    private static final int WEBP = tag("WEBP");
    private static final int LOSSY = tag("VP8 ");
    private static final int LOSSLESS = tag("VP8L");
    private static final int EXTENDED = tag("VP8X");
    private static final int ALPHA = tag("ALPH");
    private static final int FRAME = tag("ANMF");

    private static final int FIRST_CHUNK = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int EXTENDED_SIZE = 10;
    private static final int FRAME_HEADER = 16;
    private static final int IS_ANIMATION = 2;

    private final byte[] data;
    private int width;
    private int height;

    /** The position of the frame on the canvas, and its chunks. */
    private int left;

    private int top;
    private Chunk picture = new Chunk(0, 0, 0);
    private Chunk alpha = new Chunk(0, 0, 0);

    /** A chunk's kind, and its content from byte {@code from} (inclusive) to {@code to} (exclusive). */
    private record Chunk(int tag, int from, int to) {

        boolean isPicture() {
            return tag == LOSSY || tag == LOSSLESS;
        }

        /** Returns the start of the next chunk: after a byte of padding if the length is odd. */
        int next() {
            return to + (to - from & 1);
        }
    }

    private WebpFile(byte[] data) {
        this.data = data;
    }

    /**
     * Finds the picture in a file.
     *
     * @throws WebpException if the file is truncated, or its chunks contradict each other
     */
    public static WebpFile of(byte[] data) throws WebpException {
        WebpFile file = new WebpFile(data);
        if (data.length < FIRST_CHUNK || big(data, 0) != RIFF || big(data, 8) != WEBP) {
            throw new WebpException("it is truncated: it ends before its first chunk");
        }
        long end = CHUNK_HEADER + LittleEndian.u32(data, 4);
        if (end > data.length) {
            throw new WebpException("it is truncated: its header says " + end + " bytes, the file has " + data.length);
        }
        file.read((int) end);
        return file;
    }

    private void read(int end) throws WebpException {
        Chunk first = chunk(FIRST_CHUNK, end);
        if (first.tag() == EXTENDED) {
            readExtended(first, end);
        } else if (first.isPicture()) {
            picture = first;
            int[] size = size();
            width = size[0];
            height = size[1];
            for (int at = first.next(); at < end; ) {
                at = chunk(at, end).next();
            }
        } else {
            throw new WebpException("its first chunk does not belong to a picture");
        }
    }

    private void readExtended(Chunk header, int end) throws WebpException {
        if (header.to() - header.from() < EXTENDED_SIZE) {
            throw new WebpException("its header chunk is too short");
        }
        boolean isAnimation = (data[header.from()] & IS_ANIMATION) != 0;
        width = 1 + LittleEndian.u24(data, header.from() + 4);
        height = 1 + LittleEndian.u24(data, header.from() + 7);
        for (int at = header.next(); at < end; ) {
            Chunk chunk = chunk(at, end);
            at = chunk.next();
            if (picture.tag() != 0) {
                continue;
            }
            if (isAnimation && chunk.tag() == FRAME) {
                readFrame(chunk);
            } else if (!isAnimation) {
                take(chunk);
            }
        }
        if (picture.tag() == 0) {
            throw new WebpException("it has no picture chunk");
        }
        int[] size = size();
        if (!isAnimation && (size[0] != width || size[1] != height)) {
            throw new WebpException(
                    "its picture is " + size[0] + " x " + size[1] + ", its canvas " + width + " x " + height);
        }
    }

    private void readFrame(Chunk frame) throws WebpException {
        if (frame.to() - frame.from() < FRAME_HEADER) {
            throw new WebpException("its first frame is too short");
        }
        left = 2 * LittleEndian.u24(data, frame.from());
        top = 2 * LittleEndian.u24(data, frame.from() + 3);
        for (int at = frame.from() + FRAME_HEADER; at < frame.to() && picture.tag() == 0; ) {
            Chunk chunk = chunk(at, frame.to());
            at = chunk.next();
            take(chunk);
        }
        if (picture.tag() == 0) {
            throw new WebpException("its first frame has no picture");
        }
        int[] size = size();
        if (size[0] != 1 + LittleEndian.u24(data, frame.from() + 6)
                || size[1] != 1 + LittleEndian.u24(data, frame.from() + 9)
                || left + size[0] > width
                || top + size[1] > height) {
            throw new WebpException("its first frame does not have the size it claims, or extends beyond the canvas");
        }
    }

    private void take(Chunk chunk) {
        if (chunk.isPicture()) {
            picture = chunk;
        } else if (chunk.tag() == ALPHA) {
            alpha = chunk;
        }
    }

    private Chunk chunk(int at, int end) throws WebpException {
        long from = (long) at + CHUNK_HEADER;
        long to = from <= end ? from + LittleEndian.u32(data, at + 4) : from;
        if (to + (to - from & 1) > end) {
            throw new WebpException(
                    "it is truncated: a chunk ends at byte " + to + ", but its container ends at byte " + end);
        }
        return new Chunk(big(data, at), (int) from, (int) to);
    }

    private int[] size() throws WebpException {
        if (picture.tag() == LOSSLESS) {
            return LosslessDecoder.size(data, picture.from(), picture.to());
        }
        Vp8Header header = new Vp8Header(data, picture.from(), picture.to());
        return new int[] {header.width, header.height};
    }

    /** Returns the width of the canvas in pixels. */
    public int width() {
        return width;
    }

    /** Returns the height of the canvas in pixels. */
    public int height() {
        return height;
    }

    /**
     * Decodes the picture; alpha is dropped and not blended.
     *
     * @param rgb all zero, three bytes for each pixel of the canvas: rows from top to bottom, red first
     * @return the number of pixels that are more transparent than opaque
     * @throws WebpException if the picture is damaged or ends too early
     */
    public long decode(byte[] rgb) throws WebpException {
        return picture.tag() == LOSSLESS ? decodeLossless(rgb) : decodeLossy(rgb);
    }

    private long decodeLossless(byte[] rgb) throws WebpException {
        int[] size = size();
        int[] pixels = LosslessDecoder.decode(data, picture.from(), picture.to());
        long opaque = 0;
        for (int y = 0, at = 0; y < size[1]; y++) {
            for (int x = 0, to = ((top + y) * width + left) * 3; x < size[0]; x++, at++, to += 3) {
                rgb[to] = (byte) (pixels[at] >> 16);
                rgb[to + 1] = (byte) (pixels[at] >> 8);
                rgb[to + 2] = (byte) pixels[at];
                opaque += pixels[at] >>> 31;
            }
        }
        return (long) width * height - opaque;
    }

    private long decodeLossy(byte[] rgb) throws WebpException {
        Vp8Header header = new Vp8Header(data, picture.from(), picture.to());
        long opaque = (long) header.width * header.height;
        if (alpha.tag() == ALPHA) {
            byte[] plane = AlphaPlane.decode(data, alpha.from(), alpha.to(), header.width, header.height);
            for (byte value : plane) {
                opaque -= value >= 0 ? 1 : 0;
            }
        }
        FancyUpsampling.write(
                Vp8Decoder.decode(header), header.width, header.height, rgb, (top * width + left) * 3, width * 3);
        return (long) width * height - opaque;
    }

    private static int tag(String name) {
        return big(name.getBytes(StandardCharsets.US_ASCII), 0);
    }

    private static int big(byte[] data, int at) {
        return (data[at] & 0xff) << 24
                | (data[at + 1] & 0xff) << 16
                | (data[at + 2] & 0xff) << 8
                | (data[at + 3] & 0xff);
    }
}
