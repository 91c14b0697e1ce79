package io.github.clipunit.pixels;

import io.github.clipunit.image.ClipImage;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;

/** How often pictures are found softer than accepted ones that are as they are, that were blurred, or that were upscaled. */
final class SoftnessRates {

    private static final int PICTURES = 60;
    private static final int SIZE = 256;
    private static final int DRAWS = 4000;
    /** How many accepted pictures, and how many in question. */
    private static final int[][] SETS = {{3, 1}, {5, 1}, {10, 1}, {20, 1}, {5, 5}, {10, 10}};

    private SoftnessRates() {}

    static String table(int firstSeed, File[] painted) throws IOException {
        StringBuilder table = new StringBuilder("| accepted and checked |");
        for (int[] set : SETS) {
            table.append(' ').append(set[0]).append(" and ").append(set[1]).append(" |");
        }
        table.append('\n');
        for (SoundPictures kind : SoundPictures.values()) {
            List<BufferedImage> pictures = new ArrayList<>();
            for (int i = 0; i < PICTURES; i++) {
                pictures.add(kind.paint(firstSeed + i, SIZE, SIZE));
            }
            table.append(rows(kind.title(), pictures));
        }
        for (int size : new int[] {128, 256}) {
            List<BufferedImage> pictures = new ArrayList<>();
            for (File file : painted) {
                BufferedImage picture = ImageIO.read(file);
                if (picture.getWidth() == size && picture.getHeight() == size) {
                    pictures.add(picture);
                }
            }
            if (!pictures.isEmpty()) {
                table.append(rows("painted by diffusion models, " + size + " pixels", pictures));
            }
        }
        return table.toString();
    }

    private static String rows(String title, List<BufferedImage> pictures) {
        double[] sound = details(pictures, UnaryOperator.identity());
        return row(title + ": as accepted", sound, sound)
                + row("- blurred by 1 pixel", sound, details(pictures, picture -> Twins.blurred(picture, 1)))
                + row("- from half the size, bicubic", sound, details(pictures, SoftnessRates::throughHalf));
    }

    private static BufferedImage throughHalf(BufferedImage picture) {
        return Twins.upscaled(
                Twins.upscaled(Twins.blurred(picture, 0.7), 0.5, Twins.Kernel.BILINEAR), 2, Twins.Kernel.BICUBIC);
    }

    private static double[] details(List<BufferedImage> pictures, UnaryOperator<BufferedImage> change) {
        return pictures.stream()
                .mapToDouble(picture -> Softness.detail(ClipImage.of(change.apply(picture))))
                .toArray();
    }

    /** The accepted ones and those in question are different pictures, drawn anew each time. */
    private static String row(String title, double[] accepted, double[] found) {
        StringBuilder row = new StringBuilder("| " + title + " |");
        for (int[] set : SETS) {
            SplittableRandom random = new SplittableRandom(7);
            int softer = 0;
            for (int draw = 0; draw < DRAWS && set[0] + set[1] <= accepted.length; draw++) {
                int[] drawn = drawn(random, accepted.length, set[0] + set[1]);
                double[] before = Arrays.stream(drawn, 0, set[0])
                        .mapToDouble(i -> accepted[i])
                        .toArray();
                double[] now = Arrays.stream(drawn, set[0], drawn.length)
                        .mapToDouble(i -> found[i])
                        .toArray();
                softer += Softness.test(before, now).regressed() ? 1 : 0;
            }
            row.append(String.format(Locale.ROOT, " %.1f %% |", 100.0 * softer / DRAWS));
        }
        return row.append('\n').toString();
    }

    private static int[] drawn(SplittableRandom random, int from, int count) {
        int[] all = new int[from];
        Arrays.setAll(all, i -> i);
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i, from);
            int kept = all[i];
            all[i] = all[other];
            all[other] = kept;
        }
        return Arrays.copyOf(all, count);
    }
}
