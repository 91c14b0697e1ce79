package io.github.clipunit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SumFormatTest {

    private static final SumFormat FORMAT = new SumFormat("clipunit.moments", 1);
    private static final String REMEDY = "; fetch them again from where they were made, or make them anew";

    private static void assertRefused(byte[] bytes, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FORMAT.read(bytes, ByteBuffer::getInt))
                .withMessage(message);
    }

    @Test
    void should_frame_bytes_so_that_any_language_reads_them() {
        // zlib.crc32 of Python
        assertThat(HexFormat.of().formatHex(FORMAT.bytes(4, out -> out.putInt(0x01020304))))
                .isEqualTo(HexFormat.of().formatHex("clipunit.moments/1\n".getBytes(StandardCharsets.US_ASCII))
                        + "01020304" + "98f57f3e");
    }

    @Test
    void should_read_what_it_framed_and_refuse_it_damaged() {
        byte[] bytes = FORMAT.bytes(4, out -> out.putInt(42));

        int read = FORMAT.read(bytes, ByteBuffer::getInt);
        assertThat(read).isEqualTo(42);
        Damage.requireRefused(bytes, damaged -> FORMAT.read(damaged, ByteBuffer::getInt));
    }

    @Test
    void should_say_what_is_wrong_with_bytes() {
        assertRefused(
                new SumFormat("clipunit.moments", 2).bytes(4, out -> out.putInt(42)),
                "sums must be of the format [clipunit.moments/1], but are of [clipunit.moments/2]; read them with the version"
                        + " of clipunit that wrote them, or make them anew with this one");
        assertRefused(
                new SumFormat("clipunit.scores", 1).bytes(4, out -> out.putInt(42)),
                "sums must be of the format [clipunit.moments/1], but are of [clipunit.scores/1]; give what was written as"
                        + " such");
        assertRefused(
                new byte[0],
                "sums must be of the format [clipunit.moments/1], but are of []; give what was written as such");
        assertRefused(
                "clipunit.moments/1\n0123456789".getBytes(StandardCharsets.US_ASCII),
                "sums of the format [clipunit.moments/1] must end with their CRC-32, but these [29] bytes do not: they were cut"
                        + " short or changed" + REMEDY);
        assertRefused(
                FORMAT.bytes(2, out -> out.putShort((short) 42)),
                "sums of the format [clipunit.moments/1] cannot be read: they end too early" + REMEDY);
        assertRefused(
                FORMAT.bytes(8, out -> out.putLong(42)),
                "sums of the format [clipunit.moments/1] cannot be read: more follows after their end" + REMEDY);
    }

    @Test
    void should_say_what_is_wrong_with_json() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FORMAT.parse("{\"format\":\"clipunit.moments/12\"}", fields -> fields))
                .withMessage(
                        "sums must be of the format [clipunit.moments/1], but are of [clipunit.moments/12]; read them with"
                                + " the version of clipunit that wrote them, or make them anew with this one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FORMAT.parse("{\"format\":", fields -> fields))
                .withMessage(
                        "sums of the format [clipunit.moments/1] cannot be read: it is not JSON: it ends too early, in"
                                + " line 1" + REMEDY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FORMAT.parse(FORMAT.json().toString(), fields -> fields.count("count")))
                .withMessage(
                        "sums of the format [clipunit.moments/1] cannot be read: field [count] is missing" + REMEDY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FORMAT.parse(
                        "{\"format\":\"clipunit.moments/1\",\"count\":-1}", fields -> fields.count("count")))
                .withMessage(
                        "sums of the format [clipunit.moments/1] cannot be read: field [count] must be a whole number from"
                                + " 0 on, but is [-1]" + REMEDY);
    }
}
