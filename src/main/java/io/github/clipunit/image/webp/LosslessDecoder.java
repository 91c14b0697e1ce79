package io.github.clipunit.image.webp;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A decoder of lossless pictures (RFC 9649, clause 3), and of alpha that is compressed like one. */
final class LosslessDecoder {

    private static final int SIGNATURE = 0x2f;
    private static final int HEADER = 5;
    private static final int LENGTHS = 24;
    private static final int DISTANCES = 40;
    private static final int LARGEST_CACHE = 11;
    private static final int CACHE_HASH = 0x1e35a7bd;

    /** The offsets of the 120 nearest pixels: rows up, then eight minus the columns to the left (clause 3.6.2.2). */
    private static final byte[] NEAREST = HexFormat.of()
            .parseHex("1807171928062729161a262a38053739151b363a252b48044749141c353b464a242c58454b343c0357"
                    + "59131d565a232d444c555b333d68026769121e666a222e545c434d656b323e78017779535d111f646c424e767a212f"
                    + "757b313f636d525e00747c414f1020626e30737d515f40727e616f50717f6070");

    private final BitReader bits;

    private LosslessDecoder(BitReader bits) {
        this.bits = bits;
    }

    /** Returns the size of the picture in those bytes, width first. */
    static int[] size(byte[] data, int from, int to) throws WebpException {
        if (to - from < HEADER || data[from] != SIGNATURE) {
            throw new WebpException("its lossless picture has no header");
        }
        long fields = LittleEndian.u32(data, from + 1);
        if (fields >> 29 != 0) {
            throw new WebpException("its lossless picture has a newer version");
        }
        return new int[] {1 + (int) (fields & 0x3fff), 1 + (int) (fields >> 14 & 0x3fff)};
    }

    /** Returns the pixels as alpha, red, green and blue; opaque if the picture states that it has no alpha. */
    static int[] decode(byte[] data, int from, int to) throws WebpException {
        int[] size = size(data, from, to);
        int[] pixels = decode(data, from + HEADER, to, size[0], size[1]);
        boolean hasAlpha = (data[from + 4] & 0x10) != 0;
        for (int i = 0; i < pixels.length && !hasAlpha; i++) {
            pixels[i] |= 0xff000000;
        }
        return pixels;
    }

    /** Returns the pixels of a picture without a header. */
    static int[] decode(byte[] data, int from, int to, int width, int height) throws WebpException {
        return new LosslessDecoder(new BitReader(data, from, to)).readPicture(width, height);
    }

    private void requireWhole() throws WebpException {
        if (bits.isPastEnd()) {
            throw new WebpException("it is truncated: its lossless pixels end before the last");
        }
    }

    private int[] readPicture(int width, int height) throws WebpException {
        List<LosslessTransform> transforms = new ArrayList<>();
        int kindsSeen = 0;
        int packedWidth = width;
        while (bits.flag()) {
            int kind = bits.number(2);
            if ((kindsSeen >> kind & 1) == 1) {
                throw new WebpException("it is damaged: it names a transform twice");
            }
            kindsSeen |= 1 << kind;
            int tile = 0;
            int[] data = {};
            if (kind == LosslessTransform.PALETTE) {
                data = readPalette();
                tile = data.length > 16 ? 0 : data.length > 4 ? 1 : data.length > 2 ? 2 : 3;
            } else if (kind < 2) {
                tile = 2 + bits.number(3);
                data = readTiles(packedWidth, height, tile);
            }
            transforms.add(0, new LosslessTransform(kind, packedWidth, tile, data));
            packedWidth =
                    kind == LosslessTransform.PALETTE ? LosslessTransform.subsampled(packedWidth, tile) : packedWidth;
        }
        int[] pixels = readPixels(packedWidth, height, true);
        for (LosslessTransform transform : transforms) {
            pixels = transform.undo(pixels, height);
        }
        return pixels;
    }

    private int[] readPalette() throws WebpException {
        int[] colors = readPixels(1 + bits.number(8), 1, false);
        for (int i = 1; i < colors.length; i++) {
            colors[i] = LosslessTransform.add(colors[i], colors[i - 1]);
        }
        return colors;
    }

    private int[] readTiles(int width, int height, int tile) throws WebpException {
        return readPixels(LosslessTransform.subsampled(width, tile), LosslessTransform.subsampled(height, tile), false);
    }

    private int[] readPixels(int width, int height, boolean mayHaveGroups) throws WebpException {
        boolean hasCache = bits.flag();
        int cacheBits = hasCache ? bits.number(4) : 0;
        if (hasCache && (cacheBits == 0 || cacheBits > LARGEST_CACHE)) {
            throw new WebpException("it is damaged: its colour cache has 2^" + cacheBits + " colours");
        }
        int tile = 0;
        int[] tiles = {0};
        if (mayHaveGroups && bits.flag()) {
            tile = 2 + bits.number(3);
            tiles = readTiles(width, height, tile);
        }
        int groups = 0;
        for (int i = 0; i < tiles.length; i++) {
            tiles[i] = tiles[i] >> 8 & 0xffff;
            groups = Math.max(groups, tiles[i] + 1);
        }
        PrefixCode[][] codes = new PrefixCode[groups][];
        for (int i = 0; i < groups; i++) {
            codes[i] = readGroup(cacheBits == 0 ? 0 : 1 << cacheBits);
        }
        return readPixels(width, height, codes, tiles, tile, cacheBits);
    }

    /** Reads the codes of green, lengths and cached colours, then of red, blue, alpha, and distances. */
    private PrefixCode[] readGroup(int cached) throws WebpException {
        PrefixCode[] group = {
            PrefixCode.read(bits, 256 + LENGTHS + cached),
            PrefixCode.read(bits, 256),
            PrefixCode.read(bits, 256),
            PrefixCode.read(bits, 256),
            PrefixCode.read(bits, DISTANCES)
        };
        requireWhole();
        return group;
    }

    private int[] readPixels(int width, int height, PrefixCode[][] groups, int[] tiles, int tile, int cacheBits)
            throws WebpException {
        int[] pixels = new int[Math.multiplyExact(width, height)];
        int[] cache = new int[cacheBits == 0 ? 0 : 1 << cacheBits];
        int tilesAcross = LosslessTransform.subsampled(width, tile);
        int cachedTo = 0;
        for (int at = 0; at < pixels.length; ) {
            int x = at % width;
            int tileAt = tiles.length == 1 ? 0 : ((at / width) >> tile) * tilesAcross + (x >> tile);
            PrefixCode[] group = groups[tiles[tileAt]];
            int end = tiles.length == 1 ? pixels.length : at - x + Math.min(width, ((x >> tile) + 1) << tile);
            while (at < end) {
                int symbol = group[0].next(bits);
                if (symbol < 256) {
                    int red = group[1].next(bits);
                    int blue = group[2].next(bits);
                    pixels[at++] = group[3].next(bits) << 24 | red << 16 | symbol << 8 | blue;
                } else if (symbol < 256 + LENGTHS) {
                    int length = readValue(symbol - 256);
                    int distance = distance(readValue(group[4].next(bits)), width);
                    if (distance > at || length > pixels.length - at) {
                        throw new WebpException("it is damaged: it repeats pixels from outside the picture");
                    }
                    for (int last = at + length; at < last; at++) {
                        pixels[at] = pixels[at - distance];
                    }
                } else {
                    for (; cachedTo < at; cachedTo++) {
                        cache[(pixels[cachedTo] * CACHE_HASH) >>> (32 - cacheBits)] = pixels[cachedTo];
                    }
                    pixels[at++] = cache[symbol - 256 - LENGTHS];
                }
            }
            requireWhole();
        }
        return pixels;
    }

    /** Returns a length or distance from its prefix and extra bits. */
    private int readValue(int prefix) {
        if (prefix < 4) {
            return prefix + 1;
        }
        int further = (prefix - 2) >> 1;
        return ((2 + (prefix & 1)) << further) + bits.number(further) + 1;
    }

    private static int distance(int code, int width) {
        if (code > NEAREST.length) {
            return code - NEAREST.length;
        }
        int nearest = NEAREST[code - 1];
        return Math.max(1, (nearest >> 4) * width + 8 - (nearest & 15));
    }
}
