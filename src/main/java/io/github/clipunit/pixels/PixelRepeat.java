package io.github.clipunit.pixels;

/** The detection of upscaling that repeats pixels: nearly all changes are between blocks of k x k pixels. */
final class PixelRepeat {

    private static final int MOST = 16;
    /** The share of all changes; JPEG adds some inside the blocks, and without repetition it is about 1 / k. */
    private static final double NEARLY_ALL = 0.8;

    private final double[] across;
    private final double[] down;

    private PixelRepeat(Luma luma) {
        across = new double[luma.width()];
        down = new double[luma.height()];
        for (int y = 1; y < luma.height(); y++) {
            for (int x = 1; x < luma.width(); x++) {
                across[x] += Math.abs(luma.at(x, y) - luma.at(x - 1, y));
                down[y] += Math.abs(luma.at(x, y) - luma.at(x, y - 1));
            }
        }
    }

    /** Returns the largest k, from 2 to 16, or 1 if pixels are not repeated. */
    static int of(Luma luma) {
        PixelRepeat changes = new PixelRepeat(luma);
        int k = Math.min(MOST, Math.min(luma.width(), luma.height()) / 4);
        while (k > 1 && !(isBetweenBlocks(changes.across, k) && isBetweenBlocks(changes.down, k))) {
            k--;
        }
        return Math.max(1, k);
    }

    private static boolean isBetweenBlocks(double[] changes, int k) {
        double all = 0;
        double between = 0;
        for (int i = 0; i < changes.length; i++) {
            all += changes[i];
            between += i % k == 0 ? changes[i] : 0;
        }
        return all > 0 && between >= NEARLY_ALL * all;
    }
}
