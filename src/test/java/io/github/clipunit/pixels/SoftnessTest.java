package io.github.clipunit.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.image.ClipImage;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SoftnessTest {

    /** Photograph-like pictures of one size. */
    private static List<ClipImage> pictures(int from, int to, double blur) {
        List<ClipImage> pictures = new ArrayList<>();
        for (int seed = from; seed < to; seed++) {
            BufferedImage picture = SoundPictures.LEAVES.paint(seed, 128, 96);
            pictures.add(ClipImage.of(blur == 0 ? picture : Twins.blurred(picture, blur)));
        }
        return pictures;
    }

    /**
     * By scipy: t = (mean of log2 of accepted - log2 of found) / (s sqrt(1 + 1/5)), stats.t.sf(t, 4), for 0.05, 0.07, 0.06,
     * 0.09, 0.08 against 0.03.
     */
    @Test
    void should_compare_as_scipy_does() {
        double[] accepted = {0.05, 0.07, 0.06, 0.09, 0.08};

        assertThat(Softness.test(accepted, new double[] {0.03}).pValue()).isCloseTo(0.01572587080893122, within(1e-9));
        assertThat(Softness.test(accepted, new double[] {0.09}).pValue()).isGreaterThan(0.5);
    }

    @Test
    void should_see_a_blur_in_one_picture_and_a_slight_one_in_several() {
        List<ClipImage> accepted = pictures(0, 8, 0);

        assertThat(Softness.of(pictures(8, 9, 0), accepted).verdict().regressed())
                .isFalse();
        assertThat(Softness.of(pictures(8, 9, 1), accepted).verdict().regressed())
                .isTrue();
        assertThat(Softness.of(pictures(8, 16, 0), accepted).verdict().regressed())
                .isFalse();
        assertThat(Softness.of(pictures(8, 16, 0.5), accepted).verdict().regressed())
                .isTrue();
    }

    @Test
    void should_raise_one_false_positive_in_a_hundred() {
        SplittableRandom random = new SplittableRandom(5);
        int alarms = 0;
        for (int run = 0; run < 5000; run++) {
            double[] accepted = random.doubles(6).map(u -> lognormal(random)).toArray();
            alarms += Softness.test(accepted, new double[] {lognormal(random)}).regressed() ? 1 : 0;
        }
        // within four standard errors
        assertThat(alarms / 5000.0).isBetween(0.004, 0.016);
    }

    private static double lognormal(SplittableRandom random) {
        return 0.08 * Math.exp(0.5 * random.nextGaussian());
    }

    @Test
    void should_tell_what_would_have_passed() {
        Softness softness = Softness.of(pictures(8, 9, 1), pictures(0, 8, 0));
        double[] accepted = softness.acceptedDetails().stream()
                .mapToDouble(detail -> detail)
                .toArray();

        assertThat(Softness.test(accepted, new double[] {softness.leastAccepted() * 1.001})
                        .regressed())
                .isFalse();
        assertThat(Softness.test(accepted, new double[] {softness.leastAccepted() * 0.999})
                        .regressed())
                .isTrue();
    }

    @Test
    void should_take_a_blank_picture_for_the_softest() {
        ClipImage blank = ClipImage.of(Pictures.paint(128, 96, (x, y) -> 0x808080));

        assertThat(Softness.of(List.of(blank), pictures(0, 5, 0)).verdict().regressed())
                .isTrue();
    }

    @Test
    void should_refuse_what_says_nothing() {
        ClipImage small = ClipImage.of(Pictures.leaves(64, 64));
        ClipImage large = ClipImage.of(Pictures.leaves(96, 64));
        ClipImage tiny = ClipImage.of(Pictures.leaves(20, 40));
        ClipImage blank = ClipImage.of(Pictures.paint(64, 64, (x, y) -> 0));

        assertThatThrownBy(() -> Softness.of(List.of(small), List.of(small, large)))
                .hasMessage("accepted picture [" + large + "] must have the size of [" + small
                        + "]: the fine detail of one size says nothing about that of another; compare pictures as the"
                        + " generator makes them, of one size");
        assertThatThrownBy(() -> Softness.of(List.of(small, large), List.of(small)))
                .hasMessageStartingWith("picture [" + large + "] must have the size of [" + small + "]");
        assertThatThrownBy(() -> Softness.of(List.of(small), List.of(small)))
                .hasMessage("one accepted picture [" + small
                        + "] does not say how much fine detail varies: give two or more");
        assertThatThrownBy(() -> Softness.of(List.of(tiny), List.of(tiny, tiny)))
                .hasMessage("a picture whose fine detail is compared must have 32 pixels a side or more, but [" + tiny
                        + "] has fewer");
        assertThatThrownBy(() -> Softness.of(List.of(small), List.of(small, blank)))
                .hasMessage("accepted picture [" + blank + "] has no detail to compare with: leave it out");
    }
}
