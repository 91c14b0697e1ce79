package io.github.clipunit.image.webp;

/**
 * The header of a lossy picture (RFC 6386, clause 9): its size and the parameters of its decoding.
 *
 * <p>Arrays of four hold one entry for each of the segments that the picture's blocks may be divided into.
 */
final class Vp8Header {

    private static final int SIZE = 10;
    private static final int START_CODE = 0x2a019d;

    final int width;
    final int height;

    /** The partition of the header and, after it, the modes of blocks. */
    final BooleanDecoder modes;

    /** The partitions of coefficients; rows of blocks use them in turn. */
    final BooleanDecoder[] tokens;

    final boolean hasSegmentMap;
    final int[] segmentProbabilities = {255, 255, 255};
    final boolean isSimpleFilter;
    final int sharpness;
    /**
     * The strength of the loop filter by segment, and by whether the block is predicted in parts of 4 x 4; 0 means no
     * filter.
     */
    final int[][] filterLevels = new int[4][2];

    /** The quantizer steps by segment: of luma, luma's own DC, and chroma; for each the DC step, then the AC step. */
    final int[][] steps = new int[4][];

    final byte[] tokenProbabilities = Vp8Tables.TOKEN_PROBABILITIES.clone();
    final boolean hasSkips;
    final int skipProbability;

    /**
     * Reads the header of the frame in the bytes {@code from} (inclusive) to {@code to} (exclusive).
     *
     * @throws WebpException if it is not a visible key frame, or is shorter than it claims
     */
    Vp8Header(byte[] data, int from, int to) throws WebpException {
        requireBytes(to - from - SIZE);
        int tag = LittleEndian.u24(data, from);
        boolean isShownKeyFrame = (tag & 1) == 0 && (tag >> 1 & 7) <= 3 && (tag >> 4 & 1) == 1;
        if (!isShownKeyFrame || LittleEndian.u24(data, from + 3) != START_CODE) {
            throw new WebpException("its lossy frame is not a visible key frame");
        }
        width = LittleEndian.u16(data, from + 6) & 0x3fff;
        height = LittleEndian.u16(data, from + 8) & 0x3fff;
        if (width == 0 || height == 0) {
            throw new WebpException("its lossy frame is " + width + " x " + height);
        }
        int second = from + SIZE + (tag >> 5);
        requireBytes(to - second);
        requireBytes(second - from - SIZE - macroblocks() / 8);
        modes = new BooleanDecoder(data, from + SIZE, second);
        modes.number(2); // colour space and clamping, which do not affect pictures
        int[] quantizers = new int[4];
        int[] levels = new int[4];
        boolean hasSegments = modes.flag();
        hasSegmentMap = hasSegments && modes.flag();
        boolean isAbsolute = hasSegments && readSegments(quantizers, levels);
        isSimpleFilter = modes.flag();
        int level = modes.number(6);
        sharpness = modes.number(3);
        readFilterLevels(level, levels, isAbsolute);
        tokens = partitions(data, second, to, 1 << modes.number(2));
        readSteps(quantizers, isAbsolute);
        modes.flag(); // whether later frames keep the probabilities
        for (int i = 0; i < tokenProbabilities.length; i++) {
            if (modes.bit(Vp8Tables.TOKEN_UPDATE_PROBABILITIES[i] & 0xff) == 1) {
                tokenProbabilities[i] = (byte) modes.number(8);
            }
        }
        hasSkips = modes.flag();
        skipProbability = hasSkips ? modes.number(8) : 0;
        requireBytes(modes.isPastEnd() ? -1 : 0);
    }

    /**
     * Returns the number of macroblocks. The modes of each take more than a bit, so a false size is detected before
     * memory is allocated.
     */
    private int macroblocks() {
        return ((width + 15) >> 4) * ((height + 15) >> 4);
    }

    private static void requireBytes(int left) throws WebpException {
        if (left < 0) {
            throw new WebpException("it is truncated: its lossy frame is shorter than it says");
        }
    }

    /** Reads the segments; returns whether their numbers replace those of the picture instead of adding to them. */
    private boolean readSegments(int[] quantizers, int[] levels) {
        boolean isAbsolute = false;
        if (modes.flag()) {
            isAbsolute = modes.flag();
            for (int i = 0; i < 4; i++) {
                quantizers[i] = modes.optionalSigned(7);
            }
            for (int i = 0; i < 4; i++) {
                levels[i] = modes.optionalSigned(6);
            }
        }
        for (int i = 0; i < 3 && hasSegmentMap; i++) {
            segmentProbabilities[i] = modes.flag() ? modes.number(8) : 255;
        }
        return isAbsolute;
    }

    private void readFilterLevels(int level, int[] levels, boolean isAbsolute) {
        int[] deltas = new int[8];
        boolean hasDeltas = modes.flag();
        if (hasDeltas && modes.flag()) {
            for (int i = 0; i < 8; i++) {
                deltas[i] = modes.optionalSigned(6);
            }
        }
        for (int i = 0; i < 4 && level > 0; i++) {
            int own = isAbsolute ? levels[i] : level + levels[i];
            filterLevels[i][0] = clamp(own + deltas[0], 63);
            filterLevels[i][1] = clamp(own + deltas[0] + deltas[4], 63);
        }
    }

    private static int clamp(int value, int most) {
        return Math.max(0, Math.min(value, most));
    }

    private static BooleanDecoder[] partitions(byte[] data, int from, int to, int count) throws WebpException {
        BooleanDecoder[] partitions = new BooleanDecoder[count];
        int start = from + 3 * (count - 1);
        requireBytes(to - start - 1);
        for (int i = 0; i < count - 1; i++) {
            int end = start + Math.min(LittleEndian.u24(data, from + 3 * i), to - start);
            partitions[i] = new BooleanDecoder(data, start, end);
            start = end;
        }
        requireBytes(to - start - 1);
        partitions[count - 1] = new BooleanDecoder(data, start, to);
        return partitions;
    }

    private void readSteps(int[] quantizers, boolean isAbsolute) {
        int base = modes.number(7);
        int lumaDc = modes.optionalSigned(4);
        int ownDc = modes.optionalSigned(4);
        int ownAc = modes.optionalSigned(4);
        int chromaDc = modes.optionalSigned(4);
        int chromaAc = modes.optionalSigned(4);
        for (int i = 0; i < 4; i++) {
            int index = isAbsolute ? quantizers[i] : base + quantizers[i];
            steps[i] = new int[] {
                Vp8Tables.dc(index + lumaDc),
                Vp8Tables.ac(index),
                2 * Vp8Tables.dc(index + ownDc),
                Math.max(8, Vp8Tables.ac(index + ownAc) * 155 / 100),
                Vp8Tables.dc(Math.min(index + chromaDc, 117)),
                Vp8Tables.ac(index + chromaAc)
            };
        }
    }
}
