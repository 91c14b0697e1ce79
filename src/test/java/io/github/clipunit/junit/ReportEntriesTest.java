package io.github.clipunit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ReportEntriesTest {

    @Test
    void should_print_numbers_as_a_formatter_does() {
        Random random = new Random(1);
        DoubleStream odd = DoubleStream.of(
                0,
                -0.0,
                1,
                -1,
                0.5,
                0.25,
                1e-6,
                -1e-6,
                5e-7,
                4.9e-7,
                0.0000015,
                0.1234565,
                -0.2807355,
                1e9,
                1e10,
                1e300,
                Double.MIN_VALUE,
                Double.MAX_VALUE,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY);
        DoubleStream cosines = random.doubles(50_000, -1, 1);
        DoubleStream halves = random.ints(20_000, -2_000_000, 2_000_000).mapToDouble(i -> i / 1e6 + 5e-7);
        DoubleStream others = random.longs(20_000).mapToDouble(Double::longBitsToDouble);
        DoubleStream.concat(DoubleStream.concat(odd, cosines), DoubleStream.concat(halves, others))
                .forEach(value ->
                        assertThat(ReportEntries.fixed(value)).isEqualTo(String.format(Locale.ROOT, "%.6f", value)));
    }
}
