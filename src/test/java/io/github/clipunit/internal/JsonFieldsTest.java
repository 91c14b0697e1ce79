package io.github.clipunit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFieldsTest {

    @Test
    void should_read_every_escape_that_json_has() {
        assertThat(JsonFields.parse("{\"a\": \"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\"}")
                        .string("a"))
                .isEqualTo("\"\\/\b\f\n\r\tA");
        assertThat(JsonFields.parse("{\"a\": \"" + "\\\\".repeat(100_000) + "\"}")
                        .string("a"))
                .hasSize(100_000);
    }

    /** From RFC 8259: what Gson's own default lets pass and what it does not. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": \"\\'\"}",
                "{\"a\": \"line\nbreak\"}",
                "{\"a\": \"tab\tin it\", \"b\": \"tab\tin it\"}",
                "{\"a\": \"\\\n\"}",
                "{\"a\": \"\\x\"}",
                "{\"a\": \"\\u12\"}",
                "{a: 1}",
                "{'a': 1}",
                "{\"a\": 01}",
                "{\"a\": NaN}",
                "{\"a\": 1,}",
                "{\"a\": 1} // why",
                "{\"a\": 1",
                ""
            })
    void should_refuse_what_is_no_json(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonFields.parse(text))
                .withMessageStartingWith("it is not JSON: ");
    }

    /** Whatever the version of Gson says. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\": 1|it is not JSON: it ends too early, in line 1",
                "{\"a\": {\"b\": [1, |it is not JSON: it ends too early, in line 1",
                "{\"a\": \"b|it is not JSON: it ends too early, in line 1",
                "{\"a\": tru}|it is not JSON: something else was expected, in line 1",
                "{\"a\": 1} {}|it is not JSON: something else was expected, in line 1",
                "{\"a\": 1, \"b\": 2, \"a\": 1}|field [a] exists twice, as after a merge that kept both sides",
                "{\"a\": [{}, {\"b\": 1, \"b\": 2}]}|"
                        + "field [a[1].b] exists twice, as after a merge that kept both sides",
            })
    void should_say_what_is_wrong_without_the_parsers_advice(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonFields.parse(text))
                .withMessage(message);
    }

    @Test
    void should_refuse_what_would_overflow_the_stack() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonFields.parse("{\"a\": " + "[".repeat(100_000)))
                .withMessage("it is nested more than 64 levels deep");
    }

    @Test
    void should_name_the_field_from_the_top_and_what_was_found() {
        JsonFields json = JsonFields.parse("{\"a\": {\"b\": [1, 1e999, \"x\"], \"c\": []}, \"d\": 0.5}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> json.fields("a").numbers("b"))
                .withMessage("field [a.b[1]] must be a number, but is [1e999]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> json.fields("a").filledList("c", item -> item))
                .withMessage("field [a.c] must be a list that is not empty, but is [[]]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> json.list("d", item -> item))
                .withMessage("field [d] must be a list, but is [0.5]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> json.number("d", 1, 2))
                .withMessage("field [d] must be a number from 1.0 to 2.0, but is [0.5]");
        assertThat(json.fields("a").list("c", item -> item)).isEmpty();
        assertThat(json.number("d")).isEqualTo(0.5);
    }
}
