package io.github.clipunit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {

    /** Reorders, joins, selects, fills, ends lines, looks like a space, or is half a character or none. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                0x0000, 0x0007, 0x001b, 0x007f, 0x0085, 0x00a0, 0x00ad, 0x034f, 0x061c, 0x115f, 0x1160, 0x1680, 0x17b4,
                0x180e, 0x2003, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202e, 0x202f, 0x2060,
                0x2065, 0x2066, 0x2069, 0x2800, 0x3000, 0x3164, 0xd83e, 0xdd8a, 0xe000, 0xfdd0, 0xfe0e, 0xfe0f, 0xfeff,
                0xffa0, 0xfff0, 0xfffe, 0xffff
            })
    void should_escape_what_cannot_be_seen(int codePoint) {
        assertThat(VisibleText.quoted("a" + (char) codePoint + "b"))
                .isEqualTo(String.format("\"a\\u%04xb\"", codePoint));
    }

    @Test
    void should_escape_both_halves_of_what_lies_beyond_the_first_plane() {
        assertThat(VisibleText.quoted(Character.toString(0xe0041))).isEqualTo("\"\\udb40\\udc41\"");
        assertThat(VisibleText.quoted(Character.toString(0x1fffe))).isEqualTo("\"\\ud83f\\udffe\"");
    }

    /** U+1FAE0 is assigned from Unicode 14 on, which Java 17 does not know. */
    @ParameterizedTest
    @ValueSource(
            strings = {"a red fox", "Füchse im Schnée", "狐が雪の中", "שועל", "الثعلب", "🦊", "👍🏽", "\ud83e\udee0", "é́"})
    void should_show_what_can_be_seen(String text) {
        assertThat(VisibleText.quoted(text)).isEqualTo('"' + text + '"');
    }

    /** Fonts without the joined picture draw the two of it, as they do without the joiner. */
    @Test
    void should_escape_the_joiners_of_emoji_too() {
        assertThat(VisibleText.quoted("👩\u200d🚀 ❤\ufe0f")).isEqualTo("\"👩\\u200d🚀 ❤\\ufe0f\"");
    }

    @Test
    void should_stay_on_one_line_and_double_backslashes() {
        assertThat(VisibleText.onOneLine("a\nb\rc\td\\n")).isEqualTo("a\\nb\\rc\\td\\\\n");
    }

    @Test
    void should_escape_quotes_in_quotes_alone() {
        assertThat(VisibleText.quoted("a \"red\" fox")).isEqualTo("\"a \\\"red\\\" fox\"");
        assertThat(VisibleText.onOneLine("a \"red\" fox")).isEqualTo("a \"red\" fox");
    }

    /** A quoted text is JSON: reading it gives back the text, so no two texts look alike. */
    @Test
    void should_quote_every_character_so_that_json_gives_it_back() {
        Pattern hidden =
                Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}&&[^\\ud800\\udc00-\\udbff\\udfff]]");
        Set<String> seen = new HashSet<>();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String quoted = VisibleText.quoted(Character.toString(c));
            seen.add(quoted);
            assertThat(JsonParser.parseString(quoted).getAsString().codePointAt(0))
                    .isEqualTo(c);
            if (c <= 0xffff && hidden.matcher(quoted).find()) {
                throw new AssertionError(String.format("U+%04x is not escaped", c));
            }
        }
        assertThat(seen).hasSize(Character.MAX_CODE_POINT + 1);
    }
}
