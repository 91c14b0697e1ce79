package io.github.clipunit.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.sets.Reference;
import org.junit.jupiter.api.Test;

class TPowerTest {

    @Test
    void should_equal_scipys_noncentral_t() {
        for (Reference expected : Reference.of("statistics.json").list("power")) {
            TPower power = new TPower(expected.number("degrees"), expected.number("alpha"));

            assertThat(power.at(expected.number("noncentrality")))
                    .as("%s", expected)
                    .isCloseTo(expected.number("power"), within(1e-6));
        }
    }

    @Test
    void should_find_the_effect_for_a_power() {
        TPower power = new TPower(6, 0.01);

        assertThat(power.at(power.noncentrality(0.9))).isCloseTo(0.9, within(1e-6));
    }
}
