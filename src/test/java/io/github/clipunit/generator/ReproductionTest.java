package io.github.clipunit.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.Embedding;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.pixels.Pictures;
import io.github.clipunit.pixels.PixelDifference;
import io.github.clipunit.sets.Vectors;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReproductionTest {

    private static final ClipImage FIRST = ClipImage.of(Pictures.paint(4, 2, (x, y) -> 0x102030));
    private static final ClipImage COPY = ClipImage.of(Pictures.paint(4, 2, (x, y) -> 0x102030));
    private static final ClipImage NEAR = ClipImage.of(Pictures.paint(4, 2, (x, y) -> x == 3 ? 0x102035 : 0x102030));
    private static final ClipImage NEARER = ClipImage.of(Pictures.paint(4, 2, (x, y) -> x == 3 ? 0x10202e : 0x102030));
    private static final ClipImage SMALL = ClipImage.of(Pictures.paint(2, 2, (x, y) -> 0x102030));

    private static Embedding byWidth(ClipImage image) {
        return Vectors.of(image.width(), 1);
    }

    private static Embedding none(ClipImage image) {
        throw new AssertionError("no embedding is needed for " + image);
    }

    @Test
    void should_hold_at_the_strongest_level() {
        List<ClipImage> same = List.of(FIRST, COPY, COPY);

        assertThat(Reproduction.of(same, List.of(bytes(1), bytes(1), bytes(1)), ReproductionTest::none, 0.9)
                        .level())
                .isEqualTo(Reproduction.Level.SAME_BYTES);
        assertThat(Reproduction.of(same, List.of(bytes(1), bytes(1), bytes(2)), ReproductionTest::none, 0.9)
                        .level())
                .isEqualTo(Reproduction.Level.SAME_PIXELS);
        assertThat(Reproduction.of(same, List.of(), ReproductionTest::none, 0.9).level())
                .isEqualTo(Reproduction.Level.SAME_PIXELS);
    }

    private static byte[] bytes(int value) {
        return new byte[] {(byte) value};
    }

    @Test
    void should_report_the_largest_difference_between_any_two_pictures() {
        Reproduction reproduction =
                Reproduction.of(List.of(FIRST, NEAR, NEARER), List.of(), ReproductionTest::byWidth, 0.99);

        assertThat(reproduction.level()).isEqualTo(Reproduction.Level.ALIKE);
        assertThat(reproduction.pixels()).isEqualTo(new PixelDifference(7, 0.25));
        assertThat(reproduction.lowestCosine()).isCloseTo(1, within(1e-6));
    }

    @Test
    void should_compare_pictures_of_other_sizes_by_embedding_only() {
        Reproduction reproduction = Reproduction.of(List.of(FIRST, SMALL), List.of(), ReproductionTest::byWidth, 0.99);

        assertThat(reproduction.pixels()).isNull();
        assertThat(reproduction.lowestCosine()).isCloseTo(9 / Math.sqrt(17 * 5), within(1e-6));
        assertThat(reproduction.level()).isEqualTo(Reproduction.Level.DIFFERENT);
        assertThat(Reproduction.of(List.of(FIRST, SMALL), List.of(), ReproductionTest::byWidth, 0.95)
                        .level())
                .isEqualTo(Reproduction.Level.ALIKE);
    }

    @Test
    void should_refuse_what_cannot_be_compared() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Reproduction.of(List.of(FIRST), List.of(), ReproductionTest::byWidth, 0.9))
                .withMessage("number of pictures [1] must be at least 2");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Reproduction.of(List.of(FIRST, COPY), List.of(bytes(1)), ReproductionTest::byWidth, 0.9))
                .withMessage("encoded pictures [1] must be as many as pictures [2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PixelDifference.among(List.of(FIRST, SMALL)))
                .withMessage("pictures of [4 x 2] and [2 x 2] pixels cannot be compared by pixel");
    }
}
