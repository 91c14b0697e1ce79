package io.github.clipunit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.Embedding;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfFloatTest {

    /** The examples of IEEE 754-2008 binary16, as Wikipedia's article "Half-precision floating-point format" lists them. */
    @ParameterizedTest
    @CsvSource({
        "0000, 0",
        "0001, 0.000000059604645",
        "03ff, 0.000060975552",
        "0400, 0.00006103515625",
        "3555, 0.33325195",
        "3bff, 0.99951172",
        "3c00, 1",
        "3c01, 1.00097656",
        "7bff, 65504",
        "7c00, Infinity",
        "8000, -0.0",
        "c000, -2",
        "fc00, -Infinity"
    })
    void should_read_and_write_the_published_examples(String hex, float value) {
        short half = (short) Integer.parseInt(hex, 16);

        assertThat(HalfFloat.toFloat(half)).isEqualTo(value);
        assertThat(HalfFloat.toHalf(value)).isEqualTo(half);
    }

    @Test
    void should_give_back_every_half_there_is() {
        for (int bits = 0; bits <= 0xffff; bits++) {
            float value = HalfFloat.toFloat((short) bits);
            if (!Float.isNaN(value)) {
                assertThat(HalfFloat.toHalf(value)).isEqualTo((short) bits);
            }
        }
        assertThat(HalfFloat.toFloat(HalfFloat.toHalf(Float.NaN))).isNaN();
    }

    @Test
    void should_round_to_the_nearest_half_and_between_two_to_the_even_one() {
        for (int bits = 0; bits < 0x7bff; bits++) {
            double low = HalfFloat.toFloat((short) bits);
            double high = HalfFloat.toFloat((short) (bits + 1));
            float middle = (float) ((low + high) / 2);
            assertThat(HalfFloat.toHalf(middle)).isEqualTo((short) (bits % 2 == 0 ? bits : bits + 1));
            assertThat(HalfFloat.toHalf(Math.nextDown(middle))).isEqualTo((short) bits);
            assertThat(HalfFloat.toHalf(Math.nextUp(middle))).isEqualTo((short) (bits + 1));
        }
    }

    @Test
    void should_overflow_to_infinity() {
        assertThat(HalfFloat.toFloat(HalfFloat.toHalf(65519.996f))).isEqualTo(65504);
        assertThat(HalfFloat.toFloat(HalfFloat.toHalf(65520))).isInfinite();
        assertThat(HalfFloat.toFloat(HalfFloat.toHalf(Float.MAX_VALUE))).isInfinite();
    }

    /** {@code base64.b64encode(numpy.array(values, "<f4").astype("<f2"))} of numpy 2.4.6. */
    @Test
    void should_write_what_numpy_writes() {
        float[] values = {
            0,
            -0f,
            5.9604645e-8f,
            2.9802322e-8f,
            2.980233e-8f,
            6.097555e-5f,
            6.1035156e-5f,
            0.33333334f,
            0.9995117f,
            1.0009766f,
            65504,
            65519.996f,
            65520,
            -65520,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            3.1415927f,
            -0.70710677f,
            1e-9f
        };
        String text = "AAAAgAEAAAABAP8DAARVNf87ATz/e/97AHwA/AB8APxIQqi5AAA=";

        assertThat(HalfFloat.encode(values)).isEqualTo(text);
        assertThat(HalfFloat.decode(text))
                .startsWith(0, -0f, 5.9604645e-8f, 0, 5.9604645e-8f)
                .endsWith(3.140625f, -0.70703125f, 0);
    }

    @Test
    void should_keep_the_direction_of_embeddings() {
        Random random = new Random(1);
        for (int run = 0; run < 200; run++) {
            float[] vector = new float[512];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) random.nextGaussian();
            }
            Embedding embedding = Embedding.of(vector);
            Embedding kept = Embedding.of(HalfFloat.decode(HalfFloat.encode(embedding.toArray())));
            assertThat(kept.cosine(embedding)).isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void should_refuse_what_is_no_base64_of_halves() {
        assertThatIllegalArgumentException().isThrownBy(() -> HalfFloat.decode("AD$"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HalfFloat.decode("AD=="))
                .withMessage("1 bytes are not a whole number of 16-bit floats");
    }
}
