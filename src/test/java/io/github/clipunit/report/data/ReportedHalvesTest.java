package io.github.clipunit.report.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.Embedding;
import io.github.clipunit.internal.HalfFloat;
import io.github.clipunit.report.DemoRun;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportedHalvesTest {

    /** The examples of IEEE 754 binary16 that its articles print. */
    @ParameterizedTest
    @CsvSource({
        "0, 0000",
        "1, 3c00",
        "-2, c000",
        "65504, 7bff",
        "0.33333334, 3555",
        "6.103515625E-5, 0400",
        "6.097555E-5, 03ff",
        "5.9604645E-8, 0001",
        "1.0009765625, 3c01",
        "65520, 7c00",
        "Infinity, 7c00"
    })
    void should_write_the_bits_that_the_standard_gives(float value, String bits) {
        assertThat(String.format("%04x", HalfFloat.toHalf(value) & 0xffff)).isEqualTo(bits);
    }

    @Test
    void should_read_back_every_number_it_can_write() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = HalfFloat.toFloat((short) bits);
            if (!Float.isNaN(value)) {
                assertThat(HalfFloat.toHalf(value) & 0xffff).isEqualTo(bits);
            }
        }
    }

    @Test
    void should_round_to_the_nearest_number() {
        Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            float value = (float) (random.nextGaussian() * Math.pow(2, random.nextInt(30) - 25));
            float written = HalfFloat.toFloat(HalfFloat.toHalf(value));
            float nearest = Float.POSITIVE_INFINITY;
            for (int bits = 0; bits < 1 << 16; bits++) {
                float candidate = HalfFloat.toFloat((short) bits);
                if (Math.abs(candidate - value) < Math.abs(nearest - value)) {
                    nearest = candidate;
                }
            }
            assertThat(Math.abs(written - value)).isEqualTo(Math.abs(nearest - value));
        }
    }

    @Test
    void should_keep_cosines() {
        Embedding picture = DemoRun.picture("a red fox", 1);
        Embedding prompt = DemoRun.prompt("a red fox");

        double kept = ReportedHalves.decode(ReportedHalves.encode(picture))
                .cosine(ReportedHalves.decode(ReportedHalves.encode(prompt)));

        assertThat(kept).isCloseTo(picture.cosine(prompt), within(0.0005));
    }
}
