package io.github.clipunit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayWidthTest {

    /** As Python's unicodedata has it: two for east_asian_width W and F, none for the categories Mn and Me. */
    @ParameterizedTest
    @CsvSource({
        "fox.png, 7",
        "é, 1",
        "e\u0301, 1",
        "猫, 2",
        "ｶﾞ, 2",
        "Ａ, 2",
        "한국, 4",
        "ひらがな, 8",
        "🦊, 2",
        "𠮷, 2",
        "→, 1",
        "Ж, 1",
        "'', 0"
    })
    void should_count_columns(String text, int columns) {
        assertThat(DisplayWidth.of(text)).isEqualTo(columns);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "out/2026/long-product-name-front.png",
                "写真/猫のアイコン/🦊🦊🦊.png",
                "e\u0301e\u0301e\u0301e\u0301e\u0301"
            })
    void should_keep_beginning_and_end(String text) {
        for (int columns = 1; columns < 40; columns++) {
            String fitted = DisplayWidth.shorten(text, columns);
            assertThat(DisplayWidth.of(fitted)).isLessThanOrEqualTo(columns);
            assertThat(DisplayWidth.of(DisplayWidth.pad(fitted, columns))).isEqualTo(columns);
            if (DisplayWidth.of(text) <= columns) {
                assertThat(fitted).isEqualTo(text);
            } else {
                String[] parts = fitted.split("…", -1);
                assertThat(parts).hasSize(2);
                assertThat(text).startsWith(parts[0]).endsWith(parts[1]);
                assertThat(DisplayWidth.of(fitted))
                        .as("all but one column are used")
                        .isGreaterThanOrEqualTo(columns - 1);
            }
        }
    }
}
