package io.github.clipunit.pixels;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.stats.DropTest;
import io.github.clipunit.stats.DropVerdict;
import io.github.clipunit.stats.Sample;
import java.util.Arrays;
import java.util.List;

/**
 * A comparison of pictures' fine detail with that of accepted ones of their size, by a one-sided t test of its
 * logarithm.
 *
 * @param pictures the pictures to test
 * @param accepted the accepted pictures
 * @param details the detail of the pictures, in their order
 * @param acceptedDetails the detail of the accepted ones
 * @param verdict on the mean of the binary logarithms
 * @hidden
 */
public record Softness(
        List<ClipImage> pictures,
        List<ClipImage> accepted,
        List<Double> details,
        List<Double> acceptedDetails,
        DropVerdict verdict) {

    private static final double FALSE_POSITIVE_RATE = 0.01;
    /** The detail assumed for a blank picture; pure gradients have more. */
    private static final double LEAST = 1e-6;

    /**
     * Compares pictures with accepted ones.
     *
     * @throws IllegalArgumentException if they are too few, too small, or of different sizes, or if an accepted one is
     *     blank
     */
    public static Softness of(List<ClipImage> pictures, List<ClipImage> accepted) {
        ClipImage first = pictures.get(0);
        if (Math.min(first.width(), first.height()) < FineDetail.SMALLEST_TILE) {
            throw new IllegalArgumentException("a picture whose fine detail is compared must have "
                    + FineDetail.SMALLEST_TILE + " pixels a side or more, but [" + first + "] has fewer");
        }
        pictures.forEach(picture -> requireSize(first, "picture", picture));
        accepted.forEach(picture -> requireSize(first, "accepted picture", picture));
        if (pictures.size() + accepted.size() < 3) {
            throw new IllegalArgumentException("one accepted picture [" + accepted.get(0)
                    + "] does not say how much fine detail varies: give two or more");
        }
        double[] found = pictures.stream().mapToDouble(Softness::detail).toArray();
        double[] before = accepted.stream().mapToDouble(Softness::requireDetail).toArray();
        return new Softness(
                pictures,
                accepted,
                Arrays.stream(found).boxed().toList(),
                Arrays.stream(before).boxed().toList(),
                test(before, found));
    }

    private static double requireDetail(ClipImage accepted) {
        double detail = detail(accepted);
        if (detail == LEAST) {
            throw new IllegalArgumentException(
                    "accepted picture [" + accepted + "] has no detail to compare with: leave it out");
        }
        return detail;
    }

    private static void requireSize(ClipImage first, String name, ClipImage picture) {
        if (picture.width() != first.width() || picture.height() != first.height()) {
            throw new IllegalArgumentException(
                    name + " [" + picture + "] must have the size of [" + first
                            + "]: the fine detail of one size says nothing about that of another; compare pictures as the generator makes them, of one size");
        }
    }

    static DropVerdict test(double[] accepted, double[] found) {
        return new DropTest(0, FALSE_POSITIVE_RATE).test(sample(accepted), sample(found));
    }

    static double detail(ClipImage picture) {
        double detail = FineDetail.of(Luma.of(picture));
        return detail > LEAST ? detail : LEAST;
    }

    private static Sample sample(double[] details) {
        return Sample.of(Arrays.stream(details)
                .map(detail -> Math.log(detail) / Math.log(2))
                .toArray());
    }

    /** Returns the least mean detail, as a geometric mean, that would have passed. */
    public double leastAccepted() {
        return mean(acceptedDetails) * Math.pow(2, -verdict.criticalDrop());
    }

    /** Returns the geometric mean. */
    public static double mean(List<Double> details) {
        return Math.exp(details.stream().mapToDouble(Math::log).average().orElseThrow());
    }
}
