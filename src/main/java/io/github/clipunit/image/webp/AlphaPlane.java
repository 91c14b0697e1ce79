package io.github.clipunit.image.webp;

/** The alpha of a lossy picture (RFC 9649, clause 2.7.1.2). */
final class AlphaPlane {

    private static final int PACKED = 1;

    private static final int HORIZONTAL = 1;
    private static final int VERTICAL = 2;

    private AlphaPlane() {}

    /** Returns alpha from 0 to 255, row by row. */
    static byte[] decode(byte[] data, int from, int to, int width, int height) throws WebpException {
        if (to == from || (data[from] & 3) > PACKED) {
            throw new WebpException("its alpha is empty, or compressed by an unknown method");
        }
        byte[] alpha = new byte[Math.multiplyExact(width, height)];
        if ((data[from] & 3) == PACKED) {
            int[] pixels = LosslessDecoder.decode(data, from + 1, to, width, height);
            for (int i = 0; i < alpha.length; i++) {
                alpha[i] = (byte) (pixels[i] >> 8);
            }
        } else if (to - from - 1 < alpha.length) {
            throw new WebpException("it is truncated: its alpha has " + (to - from - 1) + " bytes of " + alpha.length);
        } else {
            System.arraycopy(data, from + 1, alpha, 0, alpha.length);
        }
        unfilter(alpha, data[from] >> 2 & 3, width);
        return alpha;
    }

    private static void unfilter(byte[] alpha, int filter, int width) {
        for (int at = 0; at < alpha.length && filter != 0; at++) {
            boolean hasLeft = at % width > 0;
            int left = hasLeft ? alpha[at - 1] & 0xff : 0;
            int above = at >= width ? alpha[at - width] & 0xff : 0;
            int corner = hasLeft && at >= width ? alpha[at - width - 1] & 0xff : above;
            boolean isHorizontal = filter == HORIZONTAL || at < width;
            int predicted;
            if (isHorizontal) {
                predicted = hasLeft ? left : above;
            } else if (filter == VERTICAL || !hasLeft) {
                predicted = above;
            } else {
                predicted = Math.max(0, Math.min(left + above - corner, 255));
            }
            alpha[at] += (byte) predicted;
        }
    }
}
