package io.github.clipunit.report.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against Gson, which writes and reads every other line. */
class JournaledPictureTest {

    private static final Gson GSON = new Gson();
    private static final String KEY = "0123456789abcdef".repeat(4);
    private static final String PNG = "data:image/png;base64,";

    static List<Picture> pictures() {
        return List.of(
                new Picture(1, 999_999_999, PNG + "iVBO", null),
                new Picture(320, 200, PNG + "iVBORw==", PNG + "+/8="),
                new Picture(320, 200, PNG + "iVBORw0=", "data:image/jpeg;base64,/9j/"));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void should_be_written_and_read_as_by_gson(Picture picture) {
        JournalLine line = JournalLine.of(KEY, picture);
        String text = GSON.toJson(line);

        assertThat(JournaledPicture.format(KEY, picture)).isEqualTo(text + "\n");
        assertThat(JournaledPicture.parse(text)).isEqualTo(line);
        for (int length = 0; length < text.length(); length++) {
            assertThat(JournaledPicture.parse(text.substring(0, length))).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{\"key\":\"k\"}",
                "{\"key\":\"k\",\"picture\":{\"width\":1,\"height\":2,\"thumbnail\":\"a\\\"b\"}}",
                "{\"key\":\"k\",\"picture\":{\"width\":1,\"height\":2,\"thumbnail\":\"a\\u003db\"}}",
                "{\"key\":\"k\",\"picture\":{\"width\":-1,\"height\":2,\"thumbnail\":\"a\"}}",
                "{\"key\":\"k\",\"picture\":{\"width\":9999999999,\"height\":2,\"thumbnail\":\"a\"}}",
                "{\"key\":\"k\",\"picture\":{\"width\":1,\"height\":2,\"thumbnail\":\"a\"}} ",
                "{\"key\":\"k\",\"picture\":{\"width\":1,\"height\":2}}",
                "{\"key\": \"k\",\"picture\":{\"width\":1,\"height\":2,\"thumbnail\":\"a\"}}"
            })
    void should_leave_every_other_line_to_gson(String line) {
        assertThat(JournaledPicture.parse(line)).isNull();
    }

    @Test
    void should_be_in_the_report_as_by_gson() {
        pictures().forEach(picture -> assertThat(picture.json()).isEqualTo(GSON.toJson(picture)));
        Picture none = new Picture(3, 4, null, null);
        assertThat(none.json()).isEqualTo(GSON.toJson(none));
    }
}
