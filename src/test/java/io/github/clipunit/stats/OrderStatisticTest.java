package io.github.clipunit.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderStatisticTest {

    /** {@code scipy.stats.beta.ppf(0.95, k, n + 1 - k)}, and {@code 1 - beta(k, n + 1 - k + 50) / beta(k, n + 1 - k)}. */
    @ParameterizedTest
    @CsvSource({
        "1, 9, 0.283128835563113, 0.847457627118644",
        "1, 100, 0.0295130496070399, 0.333333333333333",
        "2, 100, 0.0465598114535389, 0.557046979865772",
        "4, 99, 0.0764570956032081, 0.809108731789618",
        "19, 400, 0.0660020542360725, 0.898409766494993",
        "1, 1, 0.95, 0.980392156862745",
        "3, 3, 0.983047572491558, 0.999957312387945"
    })
    void should_agree_with_scipy(int k, int n, double upper, double ofFifty) {
        OrderStatistic order = new OrderStatistic(k, n);

        assertThat(order.claim()).isEqualTo((k + 1.0) / (n + 1));
        assertThat(order.quantile(0.95)).isCloseTo(upper, within(1e-10));
        assertThat(order.chanceOfAny(50)).isCloseTo(ofFifty, within(1e-10));
    }

    @Test
    void should_refuse_more_than_there_are() {
        assertThatThrownBy(() -> new OrderStatistic(4, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("k [4] must be from 1 to n [3]");
    }
}
