package io.github.clipunit.pixels;

import io.github.clipunit.image.ClipImage;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;

/**
 * What the pixels of a picture show without a model. Levels are those of 8 bits, 0 to 255.
 *
 * @param range the largest distance between two pixels in one channel, in levels
 * @param deviation the standard deviation of colour, the root mean square over the three channels, in levels
 * @param darkest the lightness that 5 % of pixels do not exceed, in levels
 * @param lightest the lightness that 95 % of pixels do not exceed, in levels
 * @param clipped the share of pixels with all channels at most 1 or all at least 254, in [0, 1]
 * @param detail the power of the finest octave of frequencies over that of the third and fourth finest; 0.05 and more
 *     in sharp pictures, below 0.025 in pictures upscaled to twice their size; NaN below 32 pixels
 * @param repeat how many times each pixel is repeated in both directions; 1 where none is
 * @param checkerboard the strength of a pattern that repeats every two or four pixels, in levels; below 0.5 in pictures
 *     without one; NaN below 40 pixels
 * @param borders bars of one colour
 */
public record PictureSignals(
        int range,
        double deviation,
        int darkest,
        int lightest,
        double clipped,
        double detail,
        int repeat,
        double checkerboard,
        Borders borders) {

    /** The range up to which a picture is {@link PictureFlaw#BLANK}, in levels. */
    public static final int BLANK_RANGE = 8;
    /** The deviation below which a picture is {@link PictureFlaw#UNIFORM}, in levels. */
    public static final double UNIFORM_DEVIATION = 4;
    /** The lightness that 95 % of pixels must reach lest a picture is {@link PictureFlaw#DARK}, in levels. */
    public static final int DARK_LEVEL = 32;
    /**
     * The lightness that more than 5 % of pixels must stay below lest a picture is {@link PictureFlaw#BRIGHT}, in
     * levels.
     */
    public static final int BRIGHT_LEVEL = 224;
    /** The share from which on a picture is {@link PictureFlaw#CLIPPED}; drawings on pure white have it by nature. */
    public static final double CLIPPED_SHARE = 0.25;
    /**
     * The detail below which a picture is {@link PictureFlaw#UPSCALED}. Six photographs and five drawings had 0.05 and
     * more, or 0.036 as JPEG of quality 30; all had 0.024 and less after upscaling from half their size (bilinear,
     * bicubic, Lanczos) or a blur of one pixel. Upscaling by less than two is not always seen, and drawings without
     * sharp edges are taken for upscaled ones.
     */
    public static final double LEAST_DETAIL = 0.03;
    /**
     * The strength above which there is a {@link PictureFlaw#CHECKERBOARD}. Without one the same pictures had 0, and
     * crops of them of 128 to 400 pixels almost never more than this; with a pattern of two levels laid over them
     * nearly all had more, but crops of 64 pixels only where they are smooth.
     */
    public static final double CHECKERBOARD_STRENGTH = 0.8;

    /** Measures a picture. */
    public static PictureSignals of(ClipImage image) {
        Luma luma = Luma.of(image);
        return new PictureSignals(
                range(image.rgb()),
                deviation(image.rgb()),
                luma.quantile(0.05),
                luma.quantile(0.95),
                clipped(image.rgb()),
                FineDetail.of(luma),
                PixelRepeat.of(luma),
                Checkerboard.of(luma),
                Borders.of(image));
    }

    /**
     * What is wrong with the picture by the thresholds given here. A picture that is blank or uniform has no other flaw
     * but being dark, bright or clipped.
     *
     * @hidden
     */
    public Set<PictureFlaw> flaws() {
        EnumSet<PictureFlaw> flaws = EnumSet.noneOf(PictureFlaw.class);
        add(flaws, PictureFlaw.BLANK, range <= BLANK_RANGE);
        add(flaws, PictureFlaw.UNIFORM, deviation < UNIFORM_DEVIATION);
        boolean hasContent = flaws.isEmpty();
        add(flaws, PictureFlaw.DARK, lightest < DARK_LEVEL);
        add(flaws, PictureFlaw.BRIGHT, darkest > BRIGHT_LEVEL);
        add(flaws, PictureFlaw.CLIPPED, clipped >= CLIPPED_SHARE);
        add(flaws, PictureFlaw.UPSCALED, hasContent && (detail < LEAST_DETAIL || repeat > 1));
        add(flaws, PictureFlaw.BORDERED, hasContent && borders.isPresent());
        add(flaws, PictureFlaw.CHECKERBOARD, hasContent && checkerboard > CHECKERBOARD_STRENGTH);
        return flaws;
    }

    private static void add(Set<PictureFlaw> flaws, PictureFlaw flaw, boolean present) {
        if (present) {
            flaws.add(flaw);
        }
    }

    private static int range(ByteBuffer rgb) {
        int[] lowest = {255, 255, 255};
        int[] highest = {0, 0, 0};
        for (int i = 0; i < rgb.limit(); i++) {
            int value = rgb.get(i) & 0xff;
            lowest[i % 3] = Math.min(lowest[i % 3], value);
            highest[i % 3] = Math.max(highest[i % 3], value);
        }
        return Math.max(highest[0] - lowest[0], Math.max(highest[1] - lowest[1], highest[2] - lowest[2]));
    }

    private static double deviation(ByteBuffer rgb) {
        double[] sums = new double[3];
        double squares = 0;
        for (int i = 0; i < rgb.limit(); i++) {
            int value = rgb.get(i) & 0xff;
            sums[i % 3] += value;
            squares += (double) value * value;
        }
        double pixels = rgb.limit() / 3.0;
        double means = (sums[0] * sums[0] + sums[1] * sums[1] + sums[2] * sums[2]) / (pixels * pixels);
        return Math.sqrt(Math.max(0, (squares / pixels - means) / 3));
    }

    private static double clipped(ByteBuffer rgb) {
        int clipped = 0;
        for (int i = 0; i < rgb.limit(); i += 3) {
            int low = Math.min(rgb.get(i) & 0xff, Math.min(rgb.get(i + 1) & 0xff, rgb.get(i + 2) & 0xff));
            int high = Math.max(rgb.get(i) & 0xff, Math.max(rgb.get(i + 1) & 0xff, rgb.get(i + 2) & 0xff));
            clipped += high <= 1 || low >= 254 ? 1 : 0;
        }
        return clipped / (rgb.limit() / 3.0);
    }
}
