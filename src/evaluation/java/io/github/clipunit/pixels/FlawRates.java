package io.github.clipunit.pixels;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.stats.ClopperPearson;
import io.github.clipunit.stats.Interval;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/**
 * Prints how often each flaw of pixels is found where there is none, and where there is one, as Markdown. Thresholds were
 * chosen on seeds 0 to 79; the guide to the checks has the rates of seeds 1000 to 1079, which nothing was chosen on.
 */
public final class FlawRates {

    private static final List<Integer> QUALITIES = List.of(60, 75, 85, 90, 95);
    private static final List<Twins.Kernel> KERNELS = List.of(Twins.Kernel.values());
    private static final int SMALL = 400 * 400;
    private static final int LARGEST = 512;
    /** Pictures of these reach to their edges. */
    private static final Set<SoundPictures> FULL =
            EnumSet.of(SoundPictures.SOFT, SoundPictures.RENDERING, SoundPictures.NOISE, SoundPictures.LEAVES);

    private final Map<String, Counts> sound = new LinkedHashMap<>();
    private final Map<String, Counts> flawed = new LinkedHashMap<>();

    private FlawRates() {}

    /**
     * Arguments: a folder of pictures that models painted, which need not be there; and, if others than those of the guide are
     * wanted, the first seed and how many.
     */
    public static void main(String[] args) throws IOException {
        FlawRates rates = new FlawRates();
        int first = args.length < 3 ? 1000 : Integer.parseInt(args[1]);
        int seeds = args.length < 3 ? 80 : Integer.parseInt(args[2]);
        for (SoundPictures kind : SoundPictures.values()) {
            for (int seed = first; seed < first + seeds; seed++) {
                rates.judge(kind, kind.paint(seed), seed);
            }
        }
        File[] painted = new File(args[0]).listFiles((folder, name) -> name.endsWith(".png"));
        if (painted != null) {
            Arrays.sort(painted);
            for (File file : painted) {
                rates.judgePainted(ImageIO.read(file), file.getName());
            }
        }
        System.out.println(rates.falsePositives());
        System.out.println(rates.hits());
        System.out.println(SoftnessRates.table(first, painted == null ? new File[0] : painted));
    }

    private void judge(SoundPictures kind, BufferedImage picture, int seed) {
        SplittableRandom random = new SplittableRandom(seed * 41L + kind.title().hashCode());
        count(sound, kind.title(), flaws(picture));
        BufferedImage jpeg = Twins.jpeg(picture, QUALITIES.get(random.nextInt(QUALITIES.size())));
        count(sound, kind.title() + ", JPEG", flaws(jpeg));
        String group = FULL.contains(kind) ? "photograph-like" : "drawn";
        boolean isSmall = picture.getWidth() * picture.getHeight() <= SMALL;
        if (isSmall && seed % 4 == 0) {
            upscale(picture, group, random);
            pattern(picture, seed, random);
        }
        if (isSmall && FULL.contains(kind)) {
            bar(picture, random);
            expose(picture);
        }
    }

    private void judgePainted(BufferedImage picture, String name) {
        SplittableRandom random = new SplittableRandom(name.hashCode());
        String title =
                "painted by diffusion models, " + (picture.getWidth() < 256 ? "128" : "256 and more") + " pixels";
        count(sound, title, flaws(picture));
        count(sound, title + ", JPEG", flaws(Twins.jpeg(picture, QUALITIES.get(random.nextInt(QUALITIES.size())))));
        upscale(picture, "painted by diffusion models", random);
        bar(picture, random);
        pattern(picture, name.hashCode(), random);
    }

    private void upscale(BufferedImage picture, String group, SplittableRandom random) {
        for (double factor : new double[] {1.5, 2, 4}) {
            Twins.Kernel kernel = KERNELS.get(random.nextInt(KERNELS.size()));
            BufferedImage twin = Twins.upscaled(picture, factor, kernel);
            BufferedImage part =
                    twin.getSubimage(0, 0, Math.min(LARGEST, twin.getWidth()), Math.min(LARGEST, twin.getHeight()));
            String title = String.format(Locale.ROOT, "%s, x %.1f", group, factor);
            Set<PictureFlaw> found = flaws(part);
            count(flawed, title, found);
            count(flawed, title + ", " + kernel.name().toLowerCase(Locale.ROOT), found);
            count(flawed, title + ", JPEG 90", flaws(Twins.jpeg(part, 90)));
        }
        for (double sigma : new double[] {1, 2}) {
            count(flawed, group + ", blurred by " + (int) sigma, flaws(Twins.blurred(picture, sigma)));
        }
    }

    private void bar(BufferedImage picture, SplittableRandom random) {
        int colour = List.of(0x000000, 0xffffff, 0x808080).get(random.nextInt(3));
        BufferedImage twin = Twins.barred(picture, random.nextDouble(0.03, 0.2), random.nextBoolean(), colour);
        count(flawed, "bars", flaws(twin));
        for (int quality : new int[] {95, 85, 75, 50}) {
            count(flawed, "bars, JPEG " + quality, flaws(Twins.jpeg(twin, quality)));
        }
    }

    private void pattern(BufferedImage picture, int seed, SplittableRandom random) {
        if (Math.min(picture.getWidth(), picture.getHeight()) < 112) {
            return;
        }
        int fine = random.nextBoolean() ? 2 : 4;
        for (int strength : new int[] {1, 2, 4}) {
            count(
                    flawed,
                    "pattern of two or four pixels, " + strength,
                    flaws(Twins.patterned(picture, fine, strength, seed)));
            BufferedImage grid = Twins.patterned(picture, 8, strength, seed);
            count(flawed, "pattern of eight pixels, " + strength, flaws(grid));
            count(flawed, "pattern of eight pixels, " + strength + ", JPEG 90", flaws(Twins.jpeg(grid, 90)));
        }
    }

    private void expose(BufferedImage picture) {
        count(flawed, "an eighth of the light", flaws(Twins.exposed(picture, 0.125, 0)));
        count(flawed, "an eighth of the contrast, near white", flaws(Twins.exposed(picture, 0.117, 225)));
        count(flawed, "two levels of a hundred", flaws(Twins.exposed(picture, 0.02, 120)));
    }

    private static Set<PictureFlaw> flaws(BufferedImage picture) {
        return PictureSignals.of(ClipImage.of(picture)).flaws();
    }

    private static void count(Map<String, Counts> counts, String title, Set<PictureFlaw> flaws) {
        counts.computeIfAbsent(title, key -> new Counts()).add(flaws);
    }

    private String falsePositives() {
        StringBuilder table = new StringBuilder("| sound pictures | number |");
        for (PictureFlaw flaw : PictureFlaw.values()) {
            table.append(' ').append(flaw.name().toLowerCase(Locale.ROOT)).append(" |");
        }
        table.append(" hasNoFlaws | 95 % interval |\n");
        Counts own = new Counts();
        Counts jpeg = new Counts();
        sound.forEach((title, counts) -> {
            table.append(row(title, counts));
            if (!title.startsWith("painted")) {
                (title.endsWith("JPEG") ? jpeg : own).add(counts);
            }
        });
        return table.append(row("all made here, PNG", own))
                .append(row("all made here, JPEG", jpeg))
                .toString();
    }

    private static String row(String title, Counts counts) {
        StringBuilder row = new StringBuilder("| " + title + " | " + counts.pictures + " |");
        for (PictureFlaw flaw : PictureFlaw.values()) {
            row.append(' ').append(counts.of(flaw)).append(" |");
        }
        return row + " " + counts.any + " | " + interval(counts.any, counts.pictures) + " |\n";
    }

    private String hits() {
        StringBuilder table = new StringBuilder("| flawed pictures | number | found as | share | 95 % interval |\n");
        flawed.forEach((title, counts) -> {
            for (PictureFlaw flaw : PictureFlaw.values()) {
                if (isMeant(title, flaw)) {
                    table.append(String.format(
                            Locale.ROOT,
                            "| %s | %d | %s | %.0f %% | %s |%n",
                            title,
                            counts.pictures,
                            flaw.name().toLowerCase(Locale.ROOT),
                            100.0 * counts.of(flaw) / counts.pictures,
                            interval(counts.of(flaw), counts.pictures)));
                }
            }
        });
        return table.toString();
    }

    private static boolean isMeant(String title, PictureFlaw flaw) {
        return switch (flaw) {
            case UPSCALED -> title.contains(", x ");
            case SOFT -> title.contains("blurred");
            case BORDERED -> title.startsWith("bars");
            case LATENT_GRID -> title.contains("of eight");
            case CHECKERBOARD -> title.contains("of two or");
            case DARK -> title.contains("light");
            case BRIGHT -> title.contains("white");
            case UNIFORM -> title.contains("levels of");
            case BLANK, CLIPPED -> false;
        };
    }

    private static String interval(int hits, int trials) {
        Interval interval = ClopperPearson.interval(hits, trials, 0.95);
        return String.format(Locale.ROOT, "%.1f to %.1f %%", 100 * interval.low(), 100 * interval.high());
    }

    /** How often each flaw was found. */
    private static final class Counts {
        private final Map<PictureFlaw, Integer> found = new EnumMap<>(PictureFlaw.class);
        private int pictures;
        private int any;

        private void add(Set<PictureFlaw> flaws) {
            pictures++;
            flaws.forEach(flaw -> found.merge(flaw, 1, Integer::sum));
            any += flaws.stream().allMatch(flaw -> flaw == PictureFlaw.CLIPPED || flaw == PictureFlaw.SOFT) ? 0 : 1;
        }

        private void add(Counts others) {
            pictures += others.pictures;
            others.found.forEach((flaw, times) -> found.merge(flaw, times, Integer::sum));
            any += others.any;
        }

        private int of(PictureFlaw flaw) {
            return found.getOrDefault(flaw, 0);
        }
    }
}
