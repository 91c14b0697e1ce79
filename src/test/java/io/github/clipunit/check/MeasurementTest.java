package io.github.clipunit.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasurementTest {

    @ParameterizedTest
    @CsvSource({
        "ABOVE, false, false, true",
        "AT_LEAST, false, true, true",
        "BELOW, true, false, false",
        "AT_MOST, true, true, false",
        "EQUAL_TO, false, true, false"
    })
    void should_hold_below_at_and_above_what_was_wanted(Relation relation, boolean below, boolean at, boolean above) {
        assertThat(Measurement.of("score", 0.1, relation, 0.2).holds()).isEqualTo(below);
        assertThat(Measurement.of("score", 0.2, relation, 0.2).holds()).isEqualTo(at);
        assertThat(Measurement.of("score", 0.3, relation, 0.2).holds()).isEqualTo(above);
        assertThat(Measurement.of("score", Double.NaN, relation, 0.2).holds()).isFalse();
    }

    @Test
    void should_take_both_ends_for_between() {
        assertThat(Measurement.of("score", 0.2, Relation.BETWEEN, 0.2, 0.3).holds())
                .isTrue();
        assertThat(Measurement.of("score", 0.3, Relation.BETWEEN, 0.2, 0.3).holds())
                .isTrue();
        assertThat(Measurement.of("score", 0.1999, Relation.BETWEEN, 0.2, 0.3).holds())
                .isFalse();
        assertThat(Measurement.of("score", 0.3001, Relation.BETWEEN, 0.2, 0.3).holds())
                .isFalse();
        assertThat(Measurement.of("score", Double.NaN, Relation.BETWEEN, 0.2, 0.3)
                        .holds())
                .isFalse();
    }

    @Test
    void should_print_as_many_digits_as_tell_found_from_wanted() {
        Measurement close = Measurement.of("CLIP score", 0.2799999, Relation.ABOVE, 0.28);

        assertThat(close.foundText()).isEqualTo("0.2799999");
        assertThat(close.wantedText()).isEqualTo("0.2800000");
        assertThat(close.demand()).isEqualTo("> 0.2800000");
        assertThat(close).hasToString("CLIP score above");
    }

    @Test
    void should_print_ranges_words_and_what_was_recorded() {
        assertThat(Measurement.of("CLIP score", 0.4, Relation.BETWEEN, 0.2, 0.3))
                .returns(0.3, Measurement::bound)
                .returns("0.4000", Measurement::foundText)
                .returns("0.2000 to 0.3000", Measurement::demand);
        assertThat(Measurement.of("level", 0, Relation.AT_LEAST, 2).inWords("different pictures", "the same pixels"))
                .returns(false, Measurement::holds)
                .returns("different pictures", Measurement::foundText)
                .returns("the same pixels", Measurement::wantedText)
                .returns("the same pixels", Measurement::demand);
        assertThat(Measurement.of("CLIP score", 0.3, Relation.RECORDED))
                .returns(true, Measurement::holds)
                .returns("0.3000", Measurement::foundText)
                .returns("", Measurement::wantedText)
                .returns("recorded", Measurement::demand);
    }

    @Test
    void should_refuse_more_or_fewer_numbers_than_the_relation_takes() {
        assertThatThrownBy(() -> Measurement.of("CLIP score", 0.3, Relation.BETWEEN, 0.2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("relation [between] takes 2 wanted numbers, but was given [0.2]");
    }
}
