package io.github.clipunit.image.webp;

/**
 * Luma and halved chroma brought to RGB as libwebp does by default: each pixel's chroma is weighted 9 : 3 : 3 : 1 from the
 * four nearest, and colours are those of ITU-R BT.601 with luma from 16 to 235, in integers.
 */
final class FancyUpsampling {

    private FancyUpsampling() {}

    /**
     * Writes pixels into a larger picture.
     *
     * @param at where the first pixel's red belongs
     * @param stride from a row to the next, in bytes
     */
    static void write(Plane[] planes, int width, int height, byte[] rgb, int at, int stride) {
        Plane luma = planes[0];
        int last = (height + 1) / 2 - 1;
        for (int y = 0; y < height; y++) {
            int near = y / 2;
            int far = Math.max(0, Math.min(y % 2 == 0 ? near - 1 : near + 1, last));
            int nearRow = planes[1].at(0, near);
            int farRow = planes[1].at(0, far);
            for (int x = 0, to = at + y * stride; x < width; x++, to += 3) {
                int u = chroma(planes[1].samples, nearRow, farRow, x, width);
                int v = chroma(planes[2].samples, nearRow, farRow, x, width);
                int scaled = ((luma.samples[luma.at(x, y)] & 0xff) * 19077) >> 8;
                rgb[to] = clip(scaled + ((v * 26149) >> 8) - 14234);
                rgb[to + 1] = clip(scaled - ((u * 6419) >> 8) - ((v * 13320) >> 8) + 8708);
                rgb[to + 2] = clip(scaled + ((u * 33050) >> 8) - 17685);
            }
        }
    }

    private static int chroma(byte[] samples, int nearRow, int farRow, int x, int width) {
        int column = x / 2;
        int near = samples[nearRow + column] & 0xff;
        int below = samples[farRow + column] & 0xff;
        if (x == 0 || (x == width - 1 && x % 2 == 1)) {
            return (3 * near + below + 2) >> 2;
        }
        int aside = x % 2 == 0 ? -1 : 1;
        int beside = samples[nearRow + column + aside] & 0xff;
        int across = samples[farRow + column + aside] & 0xff;
        int diagonal = (near + beside + below + across + 8 + 2 * (beside + below)) >> 3;
        return (diagonal + near) >> 1;
    }

    private static byte clip(int value) {
        return (byte) Math.max(0, Math.min(value >> 6, 255));
    }
}
