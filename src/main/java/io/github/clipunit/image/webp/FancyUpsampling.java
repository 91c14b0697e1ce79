package io.github.clipunit.image.webp;

/**
 * The conversion of luma and halved chroma to RGB, as libwebp does it by default: each pixel's chroma is weighted 9 : 3
 * : 3 : 1 from the four nearest samples, and colours are those of ITU-R BT.601 with luma from 16 to 235, in integers.
 */
final class FancyUpsampling {

    private FancyUpsampling() {}

    /**
     * Writes pixels into a larger picture.
     *
     * @param at the index of the first pixel's red
     * @param stride the bytes from one row to the next
     */
    static void write(Plane[] planes, int width, int height, byte[] rgb, int at, int stride) {
        int last = (height + 1) / 2 - 1;
        int[] blue = new int[width];
        int[] red = new int[width];
        for (int y = 0; y < height; y++) {
            int near = y / 2;
            int far = Math.max(0, Math.min(y % 2 == 0 ? near - 1 : near + 1, last));
            spread(planes[1].samples, planes[1].at(0, near), planes[1].at(0, far), blue);
            spread(planes[2].samples, planes[2].at(0, near), planes[2].at(0, far), red);
            byte[] luma = planes[0].samples;
            int from = planes[0].at(0, y);
            for (int x = 0, to = at + y * stride; x < width; x++, to += 3) {
                int scaled = ((luma[from + x] & 0xff) * 19077) >> 8;
                rgb[to] = clip(scaled + ((red[x] * 26149) >> 8) - 14234);
                rgb[to + 1] = clip(scaled - ((blue[x] * 6419) >> 8) - ((red[x] * 13320) >> 8) + 8708);
                rgb[to + 2] = clip(scaled + ((blue[x] * 33050) >> 8) - 17685);
            }
        }
    }

    /** Spreads a row of chroma over twice as many columns; the outermost columns have no neighbour. */
    private static void spread(byte[] samples, int near, int far, int[] to) {
        int left = samples[near] & 0xff;
        int farLeft = samples[far] & 0xff;
        to[0] = (3 * left + farLeft + 2) >> 2;
        int x = 1;
        for (; x + 1 < to.length; x += 2) {
            int right = samples[++near] & 0xff;
            int farRight = samples[++far] & 0xff;
            int sum = left + right + farLeft + farRight + 8;
            to[x] = (((sum + 2 * (right + farLeft)) >> 3) + left) >> 1;
            to[x + 1] = (((sum + 2 * (left + farRight)) >> 3) + right) >> 1;
            left = right;
            farLeft = farRight;
        }
        if (x < to.length) {
            to[x] = (3 * left + farLeft + 2) >> 2;
        }
    }

    private static byte clip(int value) {
        return (byte) Math.max(0, Math.min(value >> 6, 255));
    }
}
