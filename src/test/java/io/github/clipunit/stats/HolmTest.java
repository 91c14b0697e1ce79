package io.github.clipunit.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.sets.Reference;
import org.junit.jupiter.api.Test;

class HolmTest {

    @Test
    void should_equal_the_closure_of_bonferroni() {
        Reference expected = Reference.of("statistics.json").get("holm");

        assertThat(Holm.adjust(expected.numbers("p"))).containsExactly(expected.numbers("adjusted"), within(1e-12));
    }

    @Test
    void should_leave_a_single_test_alone() {
        assertThat(Holm.adjust(0.03)).containsExactly(0.03);
        assertThat(Holm.adjust()).isEmpty();
    }
}
