package io.github.clipunit.assertj;

import static io.github.clipunit.CircleScorer.picture;
import static io.github.clipunit.assertj.ClipAssertions.assertThatImages;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clipunit.CircleScorer;
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

    @Test
    void should_count_a_picture_from_the_share_that_was_set() {
        assertThatFour().within(0);
        assertThatFour().countingFrom(0.92).within(0);
        assertThatThrownBy(() -> assertThatFour().countingFrom(0.93).within(0.1))
                .isInstanceOf(AssertionError.class)
                .hasMessage("""

                        Expecting shares of 4 pictures:
                          0.3333  "zero": 1 pictures, 95 % interval [0.0615, 0.7923]
                          0.6667  "right": 2 pictures, 95 % interval [0.2077, 0.9385]
                          uncertain, below 0.93: 1 pictures
                        by model:
                          circle
                        to stray from equal shares by at most: 0.1000
                        but was:                               0.1667 (p-value 1.0)""");
    }

    @Test
    void should_refuse_a_share_that_is_none() {
        assertThatThrownBy(() -> {
                    var unused = assertThatFour().countingFrom(1.5);
                })
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("probability (1.5) must be in [0, 1]");
    }
}
