package io.github.clipunit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SumFormatTest {

    private static final SumFormat FORMAT =
            new SumFormat("clipunit.test/1", List.of("name"), List.of("count"), List.of("sums"));
    private static final String REMEDY =
            "; fetch them again from their source, or compute them again with this version of clipunit";

    private static JsonObject fields() {
        return FORMAT.fields("a\u00e9\ud83e\udd8a", 1.5, new double[] {0.25, -3});
    }

    private static void assertUnreadable(byte[] bytes, String flaw) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FORMAT.read(bytes, JsonFields::object))
                .withMessage("sums of the format [clipunit.test/1] cannot be read: " + flaw + REMEDY);
    }

    private static void assertUnreadable(String json, String flaw) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FORMAT.parse(json, JsonFields::object))
                .withMessage("sums of the format [clipunit.test/1] cannot be read: " + flaw + REMEDY);
    }

    @Test
    void should_write_bytes_that_any_language_reads() {
        // struct and zlib.crc32 of Python
        assertThat(HexFormat.of().formatHex(FORMAT.bytes(fields())))
                .isEqualTo(HexFormat.of().formatHex("clipunit.test/1\n".getBytes(StandardCharsets.US_ASCII))
                        + "0000000761c3a9f09fa68a"
                        + "3ff8000000000000"
                        + "000000023fd0000000000000c008000000000000"
                        + "e12166c4");
        assertThat(FORMAT.json(fields()))
                .isEqualTo(
                        "{\"format\":\"clipunit.test/1\",\"name\":\"a\u00e9\ud83e\udd8a\",\"count\":1.5,\"sums\":[0.25,-3.0],"
                                + "\"crc32\":3777062596}");
    }

    @Test
    void should_read_what_it_wrote_and_refuse_it_damaged() {
        List<Double> sums = FORMAT.read(FORMAT.bytes(fields()), json -> json.numbers("sums"));
        assertThat(sums).containsExactly(0.25, -3.0);
        String name = FORMAT.parse(FORMAT.json(fields()), json -> json.string("name"));
        assertThat(name).isEqualTo("a\u00e9\ud83e\udd8a");
        Damage.requireRefused(FORMAT.bytes(fields()), damaged -> FORMAT.read(damaged, JsonFields::object));
    }

    @Test
    void should_say_what_is_wrong_with_bytes() {
        byte[] bytes = FORMAT.bytes(fields());
        assertUnreadable(
                new SumFormat("clipunit.test/2", List.of(), List.of(), List.of()).bytes(new JsonObject()),
                "they have the format [clipunit.test/2]");
        assertUnreadable(new byte[0], "they have the format []");
        assertUnreadable(Arrays.copyOf(bytes, 30), "they end too early");
        bytes[bytes.length - 5]++;
        assertUnreadable(bytes, "their CRC-32 is not [3777062596]");
    }

    @Test
    void should_say_what_is_wrong_with_json() {
        String json = FORMAT.json(fields());
        assertUnreadable(json.replace("test/1", "test/12"), "they have the format [clipunit.test/12]");
        assertUnreadable(json.substring(0, 30), "it is not JSON: it ends too early, in line 1");
        assertUnreadable("{}", "field [format] is missing");
        assertUnreadable(json.replace("1.5", "1.25"), "their CRC-32 is not [3777062596]");
    }
}
