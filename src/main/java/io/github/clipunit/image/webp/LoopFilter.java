package io.github.clipunit.image.webp;

/** A filter that smooths the edges between blocks of a decoded picture (RFC 6386, clause 15). */
final class LoopFilter {

    private final boolean isSimple;
    private final int sharpness;
    private final Plane[] planes;

    LoopFilter(Vp8Header header, Plane[] planes) {
        this.isSimple = header.isSimpleFilter;
        this.sharpness = header.sharpness;
        this.planes = planes;
    }

    /**
     * Smooths one macroblock's left and upper edges, and its inner edges if {@code isInside}; macroblocks are taken row
     * by row.
     *
     * @param level the strength, from 1 to 63
     */
    void smooth(int column, int row, int level, boolean isInside) {
        int interior = interior(level);
        int limit = 2 * level + interior;
        int variance = level >= 40 ? 2 : level >= 15 ? 1 : 0;
        for (int p = 0; p < (isSimple ? 1 : 3); p++) {
            Plane plane = planes[p];
            int size = p == 0 ? 16 : 8;
            int at = plane.at(column * size, row * size);
            if (column > 0) {
                smooth(plane.samples, at, 1, plane.stride, size, limit + 4, interior, variance, true);
            }
            for (int inner = 4; inner < size && isInside; inner += 4) {
                smooth(plane.samples, at + inner, 1, plane.stride, size, limit, interior, variance, false);
            }
            if (row > 0) {
                smooth(plane.samples, at, plane.stride, 1, size, limit + 4, interior, variance, true);
            }
            for (int inner = 4; inner < size && isInside; inner += 4) {
                smooth(
                        plane.samples,
                        at + inner * plane.stride,
                        plane.stride,
                        1,
                        size,
                        limit,
                        interior,
                        variance,
                        false);
            }
        }
    }

    private int interior(int level) {
        int interior = level >> (sharpness > 4 ? 2 : sharpness > 0 ? 1 : 0);
        return Math.max(1, sharpness > 0 ? Math.min(interior, 9 - sharpness) : interior);
    }

    /**
     * Smooths one edge.
     *
     * @param step the distance from a sample to the next one across the edge
     * @param along the distance from a sample to the next one along the edge
     */
    private void smooth(
            byte[] s, int at, int step, int along, int size, int limit, int interior, int variance, boolean isOuter) {
        for (int i = 0; i < size; i++, at += along) {
            int p1 = s[at - 2 * step] & 0xff;
            int p0 = s[at - step] & 0xff;
            int q0 = s[at] & 0xff;
            int q1 = s[at + step] & 0xff;
            if (4 * Math.abs(p0 - q0) + Math.abs(p1 - q1) > 2 * limit + 1) {
                continue;
            }
            if (isSimple) {
                smoothTwo(s, at, step, p1, p0, q0, q1);
                continue;
            }
            int p3 = s[at - 4 * step] & 0xff;
            int p2 = s[at - 3 * step] & 0xff;
            int q2 = s[at + 2 * step] & 0xff;
            int q3 = s[at + 3 * step] & 0xff;
            if (Math.abs(p3 - p2) > interior
                    || Math.abs(p2 - p1) > interior
                    || Math.abs(p1 - p0) > interior
                    || Math.abs(q3 - q2) > interior
                    || Math.abs(q2 - q1) > interior
                    || Math.abs(q1 - q0) > interior) {
                continue;
            }
            if (Math.abs(p1 - p0) > variance || Math.abs(q1 - q0) > variance) {
                smoothTwo(s, at, step, p1, p0, q0, q1);
            } else if (isOuter) {
                int a = signed(3 * (q0 - p0) + signed(p1 - q1));
                int wide = (9 * a + 63) >> 7;
                int middle = (18 * a + 63) >> 7;
                int near = (27 * a + 63) >> 7;
                s[at - 3 * step] = clip(p2 + wide);
                s[at - 2 * step] = clip(p1 + middle);
                s[at - step] = clip(p0 + near);
                s[at] = clip(q0 - near);
                s[at + step] = clip(q1 - middle);
                s[at + 2 * step] = clip(q2 - wide);
            } else {
                int a = 3 * (q0 - p0);
                int right = signed(a + 4) >> 3;
                int outer = (right + 1) >> 1;
                s[at - 2 * step] = clip(p1 + outer);
                s[at - step] = clip(p0 + (signed(a + 3) >> 3));
                s[at] = clip(q0 - right);
                s[at + step] = clip(q1 - outer);
            }
        }
    }

    private static void smoothTwo(byte[] s, int at, int step, int p1, int p0, int q0, int q1) {
        int a = 3 * (q0 - p0) + signed(p1 - q1);
        s[at - step] = clip(p0 + (signed(a + 3) >> 3));
        s[at] = clip(q0 - (signed(a + 4) >> 3));
    }

    /** Clamps a value to a signed byte. */
    private static int signed(int value) {
        return Math.max(-128, Math.min(value, 127));
    }

    private static byte clip(int value) {
        return (byte) Math.max(0, Math.min(value, 255));
    }
}
