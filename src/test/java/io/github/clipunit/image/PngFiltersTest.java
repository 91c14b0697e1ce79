package io.github.clipunit.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PngFiltersTest {

    private static final long ONES = 0x0001_0001_0001_0001L;

    @Test
    void should_predict_what_the_standard_does_from_any_three_samples() {
        for (int left = 0; left < 256; left++) {
            for (int corner = 0; corner < 256; corner++) {
                for (int above = 0; above < 256; above += 4) {
                    long expected = 0;
                    for (int i = 3; i >= 0; i--) {
                        expected = expected << 16 | PngWriter.paeth(left, above + i, corner);
                    }
                    long actual = PngFilters.nearest(left * ONES, above * ONES + 0x0003_0002_0001_0000L, corner * ONES);
                    if (actual != expected) { // four million assertions would take a minute
                        assertThat(actual)
                                .as("left %s, above from %s, corner %s", left, above, corner)
                                .isEqualTo(expected);
                    }
                }
            }
        }
    }
}
