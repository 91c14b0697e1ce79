package io.github.clipunit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
