package io.github.clipunit.pixels;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Demands;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;

/**
 * Measurements of a picture's pixels, made without a model. Levels are of 8 bits, 0 to 255. The guide to the checks has
 * error rates.
 *
 * @param range the largest difference of two pixels in one channel, in levels
 * @param deviation the standard deviation of colour, the root mean square over the three channels, in levels
 * @param darkest the lightness that 0.5 % of pixels do not exceed, in levels
 * @param lightest the lightness that 99.5 % of pixels do not exceed, in levels
 * @param clipped the share of pixels with all channels at most 1 or all at least 254, in [0, 1]
 * @param detail the power of the finest octave of frequencies over that of the third and fourth finest; NaN below 32
 *     pixels
 * @param resampling the strength of the trace of interpolation, in [0, 2]; 0 if there is none; NaN below 64 pixels
 * @param repeat the number of times that each pixel is repeated in both directions; 1 if none is
 * @param checkerboard the strength of a pattern that repeats every two or four pixels, in levels; NaN below 56 pixels
 * @param latentGrid the strength of a pattern that repeats every eight pixels, in levels; NaN below 112 pixels
 * @param borders bars of one colour
 */
public record PictureSignals(
        int range,
        double deviation,
        int darkest,
        int lightest,
        double clipped,
        double detail,
        double resampling,
        int repeat,
        double checkerboard,
        double latentGrid,
        Borders borders) {

    public PictureSignals {
        Demands.require("borders", borders);
    }

    /** The range up to which a picture is {@link PictureFlaw#BLANK}, in levels. */
    public static final int BLANK_RANGE = 8;
    /** The deviation below which a picture is {@link PictureFlaw#UNIFORM}, in levels. */
    public static final double UNIFORM_DEVIATION = 4;
    /** A picture is {@link PictureFlaw#DARK} unless more than 0.5 % of its pixels exceed this lightness, in levels. */
    public static final int DARK_LEVEL = 32;
    /** A picture is {@link PictureFlaw#BRIGHT} unless 0.5 % of its pixels are below this lightness, in levels. */
    public static final int BRIGHT_LEVEL = 224;
    /** The share from which a picture is {@link PictureFlaw#CLIPPED}; drawings on pure white reach it by nature. */
    public static final double CLIPPED_SHARE = 0.25;
    /** The detail below which a picture is {@link PictureFlaw#SOFT}, as soft drawings are by nature. */
    public static final double LEAST_DETAIL = 0.03;
    /** The trace of interpolation from which a picture is {@link PictureFlaw#UPSCALED}. */
    public static final double RESAMPLING_TRACE = 0.04;
    /** The strength above which there is a {@link PictureFlaw#CHECKERBOARD}, in levels. */
    public static final double CHECKERBOARD_STRENGTH = 0.8;
    /** The strength above which there is a {@link PictureFlaw#LATENT_GRID}; sound decoders leave a tenth of a level. */
    public static final double LATENT_GRID_STRENGTH = 0.8;

    /** The share of pixels that is too small to matter: less than the finest outline takes. */
    private static final double FEW = 0.005;

    /** Measures a picture. */
    public static PictureSignals of(ClipImage image) {
        Luma luma = Luma.of(Demands.require("image", image));
        return new PictureSignals(
                range(image.rgb()),
                deviation(image.rgb()),
                luma.quantile(FEW),
                luma.quantile(1 - FEW),
                clipped(image.rgb()),
                FineDetail.of(luma),
                ResamplingTrace.of(luma),
                PixelRepeat.of(luma),
                Lattice.of(luma, 4),
                Lattice.of(luma, 8),
                Borders.of(image));
    }

    /**
     * Returns the flaws of the picture by the thresholds in this class. A picture that is blank or uniform has no other
     * flaws except being dark, bright or clipped.
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
        add(flaws, PictureFlaw.UPSCALED, hasContent && (resampling >= RESAMPLING_TRACE || repeat > 1));
        add(flaws, PictureFlaw.SOFT, hasContent && detail < LEAST_DETAIL);
        add(flaws, PictureFlaw.BORDERED, hasContent && borders.isPresent());
        add(flaws, PictureFlaw.CHECKERBOARD, hasContent && checkerboard > CHECKERBOARD_STRENGTH);
        add(flaws, PictureFlaw.LATENT_GRID, hasContent && latentGrid > LATENT_GRID_STRENGTH);
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
