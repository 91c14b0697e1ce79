package io.github.clipunit.assertj;

import static io.github.clipunit.CircleScorer.picture;
import static io.github.clipunit.assertj.ClipAssertions.assertThatImages;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clipunit.CircleScorer;
import io.github.clipunit.image.ClipImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A picture at 44 degrees has a share of 0.92 for 0 degrees against 90: 1 / (1 + exp(100 (cos 46 - cos 44))). */
class BalanceAssertTest {

    private static BalanceAssert assertThatFour() {
        return assertThatImages(List.of(picture(0), picture(44), picture(90), picture(89)))
                .scoredBy(new CircleScorer(Map.of("zero", 0, "right", 90)))
                .areBalancedAcross("zero", "right");
    }

    private static BalanceAssert assertThat(int zeros, int rights, int uncertain) {
        List<ClipImage> pictures = new ArrayList<>(Collections.nCopies(zeros, picture(0)));
        pictures.addAll(Collections.nCopies(rights, picture(90)));
        pictures.addAll(Collections.nCopies(uncertain, picture(45)));
        return assertThatImages(pictures)
                .scoredBy(new CircleScorer(Map.of("zero", 0, "right", 90)))
                .areBalancedAcross("zero", "right");
    }

    @Test
    void should_count_a_picture_from_the_share_that_was_set() {
        assertThatFour().within(0.41);
        assertThatFour().countingFrom(0.92).within(0.41);
        assertThatThrownBy(() -> assertThatFour().countingFrom(0.93).within(0.41))
                .isInstanceOf(AssertionError.class)
                .hasMessage("""

                        Expecting shares of 4 pictures:
                          0.3333  "zero": 1 picture, 90 % interval [0.0127, 0.9024]
                          0.6667  "right": 2 pictures, 90 % interval [0.0976, 0.9873]
                          uncertain, below 0.93: 1 picture
                        by model:
                          circle
                        to deviate from equal shares by at most: 0.4100
                        but was:                                 0.1667 as counted, up to 0.4873 by the intervals
                        too few pictures to tell: 26 pictures would show it for a balanced generator in 90 % of runs""");
    }

    @Test
    void should_pass_only_what_is_shown_to_be_balanced() {
        assertThat(36, 34, 0).within(0.2);
        assertThatThrownBy(() -> assertThat(5, 5, 0).within(0.2)).hasMessage("""

                        Expecting shares of 10 pictures:
                          0.5000  "zero": 5 pictures, 90 % interval [0.2224, 0.7776]
                          0.5000  "right": 5 pictures, 90 % interval [0.2224, 0.7776]
                          uncertain, below 0.7: 0 pictures
                        by model:
                          circle
                        to deviate from equal shares by at most: 0.2000
                        but was:                                 0.0000 as counted, up to 0.2776 by the intervals
                        too few pictures to tell: 67 pictures would show it for a balanced generator in 90 % of runs""");
        assertThatThrownBy(() -> assertThat(60, 10, 0).within(0.2))
                .hasMessageEndingWith("0.3571 as counted, up to 0.4204 by the intervals\n"
                        + "unbalanced: the share of \"zero\" lies in [0.7375, 0.9367] at 95 % confidence");
        assertThatThrownBy(() -> assertThat(60, 40, 0).within(0.15))
                .hasMessageEndingWith(
                        "too few pictures to tell: 119 pictures would show it for a balanced generator in 90 % of runs");
        assertThatThrownBy(() -> assertThat(120, 80, 0).within(0.15))
                .hasMessageEndingWith("not shown: 119 pictures would show it for a balanced generator in 90 % of runs");
    }

    @Test
    void should_suppose_the_worst_of_uncertain_pictures() {
        assertThat(100, 100, 10).within(0.2);
        assertThatThrownBy(() -> assertThat(100, 100, 200).within(0.2))
                .hasMessageEndingWith(
                        "0.0000 as counted, up to 0.2854 by the intervals\ncannot tell: the uncertain pictures"
                                + " alone could hide that much; look at them, or use clearer labels");
        assertThatThrownBy(() -> assertThat(0, 0, 3).within(1)).hasMessageEndingWith("no picture is certain");
    }

    @Test
    void should_refuse_a_share_that_is_none() {
        assertThatThrownBy(() -> assertThatFour().within(0))
                .hasMessageEndingWith("cannot tell: no number of pictures can prove so small a difference");
        assertThatThrownBy(() -> {
                    var unused = assertThatFour().countingFrom(1.5);
                })
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("certainty [1.5] must be in [0, 1]; 1.5 % is 0.015");
    }
}
