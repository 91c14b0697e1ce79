package io.github.clipunit.image.webp;

import java.util.Arrays;

/**
 * A decoder of lossy pictures: one key frame of VP8 (RFC 6386). Where the RFC leaves a choice, such as the samples to
 * the right of the picture or the condition for an empty block, it follows libwebp.
 */
final class Vp8Decoder {

    private static final int BLOCK = 16;

    private final Vp8Header header;
    private final int columns;
    private final int rows;
    private final Plane[] planes;

    /** By 4 x 4 column above and 4 x 4 row to the left: the mode, and whether there were coefficients. */
    private final int[] modesAbove;

    private final int[] modesLeft = new int[4];
    /** By macroblock above: four flags of luma, two of each chroma, and one of luma's own DC. */
    private final int[] filledAbove;

    private final int[] filledLeft = new int[9];
    private final int[] coefficients = new int[24 * BLOCK];
    /** The end of the coefficients of each block. */
    private final int[] ends = new int[24];

    private final int[] ownDc = new int[BLOCK];
    private final int[] modes = new int[BLOCK];
    private final int[] edge = new int[15];

    /** By macroblock: the strength of the loop filter, and whether it filters inner edges. */
    private final byte[] levels;

    private final boolean[] isInside;

    private Vp8Decoder(Vp8Header header) {
        this.header = header;
        this.columns = (header.width + BLOCK - 1) / BLOCK;
        this.rows = (header.height + BLOCK - 1) / BLOCK;
        this.planes = new Plane[] {
            new Plane(columns * BLOCK, rows * BLOCK),
            new Plane(columns * BLOCK / 2, rows * BLOCK / 2),
            new Plane(columns * BLOCK / 2, rows * BLOCK / 2)
        };
        this.modesAbove = new int[columns * 4];
        this.filledAbove = new int[columns * 9];
        this.levels = new byte[columns * rows];
        this.isInside = new boolean[columns * rows];
    }

    /**
     * Returns the planes of luma and both chromas, in whole blocks.
     *
     * @throws WebpException if the partitions end before the picture does
     */
    static Plane[] decode(Vp8Header header) throws WebpException {
        Vp8Decoder decoder = new Vp8Decoder(header);
        for (int row = 0; row < decoder.rows; row++) {
            decoder.decodeRow(row);
        }
        LoopFilter filter = new LoopFilter(header, decoder.planes);
        for (int row = 0, at = 0; row < decoder.rows; row++) {
            for (int column = 0; column < decoder.columns; column++, at++) {
                if (decoder.levels[at] > 0) {
                    filter.smooth(column, row, decoder.levels[at], decoder.isInside[at]);
                }
            }
        }
        return decoder.planes;
    }

    private void decodeRow(int row) throws WebpException {
        BooleanDecoder tokens = header.tokens[row & (header.tokens.length - 1)];
        Arrays.fill(modesLeft, IntraPrediction.DC);
        Arrays.fill(filledLeft, 0);
        for (int column = 0; column < columns; column++) {
            decodeBlock(tokens, column, row);
            if (tokens.isPastEnd() || header.modes.isPastEnd()) {
                throw new WebpException(
                        "it is truncated: its lossy frame ends in row " + row * BLOCK + " of " + header.height);
            }
        }
    }

    private void decodeBlock(BooleanDecoder tokens, int column, int row) {
        BooleanDecoder bits = header.modes;
        int segment = 0;
        if (header.hasSegmentMap) {
            int[] probabilities = header.segmentProbabilities;
            segment = bits.bit(probabilities[0]) == 0 ? bits.bit(probabilities[1]) : 2 + bits.bit(probabilities[2]);
        }
        boolean isSkipped = header.hasSkips && bits.bit(header.skipProbability) == 1;
        boolean isWhole = bits.bit(145) == 1;
        int mode = IntraPrediction.DC;
        if (isWhole) {
            mode = readWholeMode(bits);
            Arrays.fill(modesAbove, column * 4, column * 4 + 4, mode);
            Arrays.fill(modesLeft, mode);
        } else {
            readFourModes(bits, column * 4);
        }
        int chromaMode = readChromaMode(bits);
        boolean isFilled = isSkipped ? skip(column * 9, isWhole) : readTokens(tokens, column * 9, segment, isWhole);
        int at = row * columns + column;
        levels[at] = (byte) header.filterLevels[segment][isWhole ? 0 : 1];
        isInside[at] = isFilled || !isWhole;
        reconstructLuma(column, row, isWhole, mode);
        for (int p = 1; p < 3; p++) {
            int corner = planes[p].at(column * 8, row * 8);
            IntraPrediction.fill(planes[p], corner, 8, chromaMode, row > 0, column > 0);
            for (int i = 0; i < 4; i++) {
                int at4 = corner + (i >> 1) * 4 * planes[p].stride + (i & 1) * 4;
                addDifference(12 + 4 * p + i, planes[p], at4);
            }
        }
    }

    private static int readWholeMode(BooleanDecoder bits) {
        if (bits.bit(156) == 0) {
            return bits.bit(163) == 0 ? IntraPrediction.DC : IntraPrediction.VERTICAL;
        }
        return bits.bit(128) == 0 ? IntraPrediction.HORIZONTAL : IntraPrediction.TRUE_MOTION;
    }

    private static int readChromaMode(BooleanDecoder bits) {
        if (bits.bit(142) == 0) {
            return IntraPrediction.DC;
        }
        if (bits.bit(114) == 0) {
            return IntraPrediction.VERTICAL;
        }
        return bits.bit(183) == 0 ? IntraPrediction.HORIZONTAL : IntraPrediction.TRUE_MOTION;
    }

    private void readFourModes(BooleanDecoder bits, int column) {
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 4; x++) {
                int mode = readMode(bits, (modesAbove[column + x] * 10 + modesLeft[y]) * 9);
                modes[y * 4 + x] = mode;
                modesAbove[column + x] = mode;
                modesLeft[y] = mode;
            }
        }
    }

    private static int readMode(BooleanDecoder bits, int node) {
        if (bits.bit(mode(node)) == 0) {
            return IntraPrediction.DC;
        }
        if (bits.bit(mode(node + 1)) == 0) {
            return IntraPrediction.TRUE_MOTION;
        }
        if (bits.bit(mode(node + 2)) == 0) {
            return IntraPrediction.VERTICAL;
        }
        if (bits.bit(mode(node + 3)) == 0) {
            if (bits.bit(mode(node + 4)) == 0) {
                return IntraPrediction.HORIZONTAL;
            }
            return bits.bit(mode(node + 5)) == 0 ? IntraPrediction.RIGHT_DOWN : IntraPrediction.VERTICAL_RIGHT;
        }
        if (bits.bit(mode(node + 6)) == 0) {
            return IntraPrediction.LEFT_DOWN;
        }
        if (bits.bit(mode(node + 7)) == 0) {
            return IntraPrediction.VERTICAL_LEFT;
        }
        return bits.bit(mode(node + 8)) == 0 ? IntraPrediction.HORIZONTAL_DOWN : IntraPrediction.HORIZONTAL_UP;
    }

    private static int mode(int node) {
        return Vp8Tables.BLOCK_MODE_PROBABILITIES[node] & 0xff;
    }

    /**
     * Handles a block without coefficients; if its luma has no DC of its own, the neighbours' flag for that DC stays
     * unchanged.
     */
    private boolean skip(int above, boolean isWhole) {
        int kinds = isWhole ? 9 : 8;
        Arrays.fill(filledAbove, above, above + kinds, 0);
        Arrays.fill(filledLeft, 0, kinds, 0);
        Arrays.fill(ends, 0);
        return false;
    }

    /** Reads the tokens of a macroblock; returns whether any coefficient is not zero. */
    private boolean readTokens(BooleanDecoder tokens, int above, int segment, boolean isWhole) {
        int[] steps = header.steps[segment];
        boolean isFilled = false;
        if (isWhole) {
            Arrays.fill(ownDc, 0);
            int end = readBlock(tokens, 1, filledAbove[above + 8] + filledLeft[8], 0, steps[2], steps[3], ownDc, 0);
            filledAbove[above + 8] = filledLeft[8] = end > 0 ? 1 : 0;
            InverseTransform.spreadDc(ownDc, coefficients);
        }
        int first = isWhole ? 1 : 0;
        for (int i = 0; i < 16; i++) {
            isFilled |= read(tokens, isWhole ? 0 : 3, first, above + (i & 3), i >> 2, steps[0], steps[1], i * BLOCK);
        }
        for (int i = 16; i < 24; i++) {
            int plane = i < 20 ? 4 : 6;
            isFilled |=
                    read(tokens, 2, 0, above + plane + (i & 1), plane + (i >> 1 & 1), steps[4], steps[5], i * BLOCK);
        }
        return isFilled;
    }

    private boolean read(
            BooleanDecoder tokens, int type, int first, int above, int left, int dcStep, int acStep, int at) {
        int context = filledAbove[above] + filledLeft[left];
        int end = readBlock(tokens, type, context, first, dcStep, acStep, coefficients, at);
        filledAbove[above] = filledLeft[left] = end > first ? 1 : 0;
        ends[at / BLOCK] = end;
        return end > 1 || coefficients[at] != 0;
    }

    /** Reads the coefficients of one block; returns the end of the last one, or {@code first} if there are none. */
    private int readBlock(
            BooleanDecoder tokens, int type, int context, int first, int dcStep, int acStep, int[] to, int at) {
        byte[] probabilities = header.tokenProbabilities;
        int node = node(type, first, context);
        for (int i = first; i < 16; i++) {
            if (tokens.bit(probabilities[node] & 0xff) == 0) {
                return i;
            }
            while (tokens.bit(probabilities[node + 1] & 0xff) == 0) {
                if (++i == 16) {
                    return 16;
                }
                node = node(type, i, 0);
            }
            int magnitude = tokens.bit(probabilities[node + 2] & 0xff) == 0 ? 1 : readMagnitude(tokens, node);
            node = node(type, i + 1, magnitude == 1 ? 1 : 2);
            to[at + Vp8Tables.ZIGZAG[i]] = (short) (tokens.signed(magnitude) * (i == 0 ? dcStep : acStep));
        }
        return 16;
    }

    private static int node(int type, int coefficient, int context) {
        return ((type * 8 + Vp8Tables.BANDS[coefficient]) * 3 + context) * 11;
    }

    /** Returns a magnitude of 2 or more. */
    private int readMagnitude(BooleanDecoder tokens, int node) {
        byte[] probabilities = header.tokenProbabilities;
        if (tokens.bit(probabilities[node + 3] & 0xff) == 0) {
            return tokens.bit(probabilities[node + 4] & 0xff) == 0 ? 2 : 3 + tokens.bit(probabilities[node + 5] & 0xff);
        }
        if (tokens.bit(probabilities[node + 6] & 0xff) == 0) {
            return tokens.bit(probabilities[node + 7] & 0xff) == 0
                    ? 5 + tokens.bit(159)
                    : 7 + 2 * tokens.bit(165) + tokens.bit(145);
        }
        int high = tokens.bit(probabilities[node + 8] & 0xff);
        int category = 2 * high + tokens.bit(probabilities[node + 9 + high] & 0xff);
        int extra = 0;
        for (int probability : Vp8Tables.EXTRA_BITS[category]) {
            extra = 2 * extra + tokens.bit(probability);
        }
        return 3 + (8 << category) + extra;
    }

    private void addDifference(int block, Plane plane, int at) {
        if (ends[block] > 1) {
            InverseTransform.add(coefficients, block * BLOCK, plane, at);
        } else if (coefficients[block * BLOCK] != 0) {
            InverseTransform.addDc(coefficients, block * BLOCK, plane, at);
        }
    }

    private void reconstructLuma(int column, int row, boolean isWhole, int mode) {
        Plane luma = planes[0];
        int corner = luma.at(column * BLOCK, row * BLOCK);
        if (isWhole) {
            IntraPrediction.fill(luma, corner, BLOCK, mode, row > 0, column > 0);
        }
        int aboveRight = corner - luma.stride + BLOCK;
        if (row > 0 && column == columns - 1) {
            Arrays.fill(luma.samples, aboveRight, aboveRight + 4, luma.samples[aboveRight - 1]);
        }
        for (int i = 0; i < 16; i++) {
            int at = corner + (i >> 2) * 4 * luma.stride + (i & 3) * 4;
            if (!isWhole) {
                int right = (i & 3) == 3 ? aboveRight : at - luma.stride + 4;
                IntraPrediction.fillFour(luma, at, modes[i], edge, right);
            }
            addDifference(i, luma, at);
        }
    }
}
