package io.github.clipunit.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is saved in place of pictures, and pictures that were damaged on the way. */
class NoPictureTest {

    private static final Path CASES = Path.of("../shared/cases/pictures");
    private static final Path CAT = Path.of("src/test/resources/pictures/cat.png");
    private static final Path JPEG = Path.of("src/test/resources/pillow/jpeg-420-199x149.jpg");
    private static final String ANSWER =
            "an answer, perhaps an error, was saved instead of the picture; if it came from an address, that may have"
                    + " expired";
    private static final String AS_TEXT =
            "it is not a picture; a program put a byte order mark before its bytes, or treated them as characters:"
                    + " write it in binary mode";

    static Stream<Arguments> answers() throws IOException {
        byte[] png = Files.readAllBytes(CAT);
        byte[] jpeg = Files.readAllBytes(JPEG);
        String base64 = Base64.getEncoder().encodeToString(png);
        return Stream.of(
                text(
                        "XML",
                        "\uFEFF<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>AuthenticationFailed</Code>"
                                + "<Message>Server failed to authenticate.\nRequestId:1</Message></Error>",
                        "it says [AuthenticationFailed: Server failed to authenticate. RequestId:1]; " + ANSWER),
                text(
                        "XML",
                        "<?xml version=\"1.0\"?>\n<Error><Code>AccessDenied</Code><Message>Request has expired</Message>"
                                + "<Expires>2026-01-01</Expires></Error>",
                        "it says [AccessDenied: Request has expired]; " + ANSWER),
                text("XML", "<?xml version=\"1.0\"?><a/>", "it says [<?xml version=\"1.0\"?><a/>]; " + ANSWER),
                text("JSON", "[{\"b64_json\":\"iVBOR\"}]", "it says [[{\"b64_json\":\"iVBOR\"}]]; " + ANSWER),
                text(
                        "JSON",
                        "{\"error\": {\"code\": 429, \"message\": \"Rate limit\\nreached\"}}",
                        "it says [Rate limit reached]; " + ANSWER),
                text("JSON", "[1, {\"detail\": \"no such model\"}]", "it says [no such model]; " + ANSWER),
                text("JSON", "{\"error\": \"cut", "it says [{\"error\": \"cut]; " + ANSWER),
                text(
                        "HTML",
                        "<!DOCTYPE html><html><title>502 Bad Gateway</title><svg/></html>",
                        "it says [502 Bad Gateway]; " + ANSWER),
                text("text", "Not Found\r\n", "it says [Not Found]; " + ANSWER),
                text(
                        "event stream",
                        "event: image_generation.partial_image\ndata: {\"type\":\"x\"}\n\n",
                        "it says [event: image_generation.partial_image data: {\"type\":\"x\"}]; a stream of events was"
                                + " saved: take the picture out of its last event"),
                text(
                        "multipart body",
                        "--b1\r\nContent-Type: image/png\r\n\r\n",
                        "it says [--b1 Content-Type: image/png]; a body of several parts was saved: take the part with"
                                + " the picture out of it"),
                text(
                        "Base64 text",
                        base64,
                        "it is not a picture; decode it before you save it, or read the text with ClipImage.ofBase64"),
                text(
                        "Base64 text",
                        Base64.getMimeEncoder().encodeToString(jpeg),
                        "it is not a picture; decode it before you save it, or read the text with ClipImage.ofBase64"),
                text(
                        "data URI",
                        "data:image/png;base64," + base64,
                        "it is not a picture; decode it before you save it, or read the text with ClipImage.ofDataUri"),
                arguments("gzip", gzip(png), "it is not a picture; a compressed answer was saved: unpack it first"),
                arguments("picture that was written as text", join(new byte[] {-17, -69, -65}, png), AS_TEXT),
                arguments("picture that was written as text", taken(png, ISO_8859_1), AS_TEXT),
                arguments("picture that was written as text", taken(png, UTF_8), AS_TEXT),
                arguments("picture that was written as text", taken(png, Charset.forName("windows-1252")), AS_TEXT),
                arguments("picture that was written as text", taken(jpeg, ISO_8859_1), AS_TEXT),
                arguments("picture that was written as text", taken(jpeg, UTF_8), AS_TEXT));
    }

    private static Arguments text(String label, String content, String said) {
        return arguments(label, content.getBytes(UTF_8), said);
    }

    private static byte[] taken(byte[] picture, Charset charset) {
        return new String(picture, charset).getBytes(UTF_8);
    }

    private static byte[] join(byte[] first, byte[] second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    @ParameterizedTest(name = "{index} {0}")
    @MethodSource("answers")
    void should_say_what_was_saved_in_place_of_a_picture(String label, byte[] content, String said) {
        assertThatThrownBy(() -> ClipImage.of(content))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessage("picture [byte[" + content.length + "]] cannot be read; its first bytes say: " + label
                        + " (" + content.length + " bytes); " + said);
    }

    @Test
    void should_not_say_more_than_the_first_words() {
        assertThatThrownBy(() -> ClipImage.of("word ".repeat(1000).getBytes(UTF_8)))
                .hasMessage("picture [byte[5000]] cannot be read; its first bytes say: text (5000 bytes); it says ["
                        + "word ".repeat(40).strip() + "…]; " + ANSWER);
    }

    /** It begins like a WBMP, which the JDK reads. */
    @Test
    void should_not_take_binary_junk_for_a_picture() {
        byte[] junk = new byte[512];
        junk[2] = 1;
        junk[3] = 1;
        assertThatThrownBy(() -> ClipImage.of(junk))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessage("picture [byte[512]] cannot be read; its first bytes say: unknown format (512 bytes); no"
                        + " ImageIO reader on the class path reads it; supported are PNG, JPEG, WebP, GIF,"
                        + " BMP, TIFF and what ImageIO plug-ins add");
    }

    @Test
    void should_name_the_kind_of_files_that_users_had() {
        assumeTrue(Files.exists(CASES), CASES + " is not there");
        Map.of(
                        "xml-error.png",
                                "XML (150 bytes); it says [AuthenticationFailed: Server failed to authenticate"
                                        + " the request.]",
                        "json_array.png", "JSON (28 bytes)",
                        "sse_event.png", "event stream (58 bytes)",
                        "base64-text.png", "Base64 text (3000 bytes)",
                        "png-crlf-mangled.png", "PNG with converted line ends (3000 bytes)",
                        "not-a-picture.lut", "unknown format (512 bytes)")
                .forEach((name, kind) -> assertThatThrownBy(() -> ClipImage.of(CASES.resolve(name)))
                        .isInstanceOf(UnreadableImageException.class)
                        .hasMessageStartingWith("picture [" + CASES.resolve(name) + "] cannot be read; its first bytes"
                                + " say: " + kind));
    }

    static Stream<Arguments> exif() throws IOException {
        byte[] tiff = {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 18, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0};
        byte[] named = join("Exif\0\0".getBytes(ISO_8859_1), tiff);
        byte[] jpeg = Files.readAllBytes(JPEG);
        byte[] app1 = join(new byte[] {-1, -40, -1, -31, 0, (byte) (named.length + 2)}, named);
        byte[] rows =
                PngWriter.deflate(new byte[] {0, 1, 2, 3, 4, 5, 6, 0, 7, 8, 9, 10, 11, 12, 0, 13, 14, 15, 16, 17, 18});
        byte[] webp = Files.readAllBytes(Path.of("src/test/resources/pillow/webp-lossy-61x47.webp"));
        byte[] chunk = join(new byte[] {'E', 'X', 'I', 'F', (byte) named.length, 0, 0, 0}, named);
        byte[] longer = join(webp, chunk);
        ByteBuffer.wrap(longer).order(ByteOrder.LITTLE_ENDIAN).putInt(4, longer.length - 8);
        return Stream.of(
                arguments("JPEG", jpeg, join(app1, Arrays.copyOfRange(jpeg, 2, jpeg.length))),
                arguments("WebP", webp, longer),
                arguments(
                        "PNG",
                        new PngWriter(2, 3, 3).chunk("IDAT", rows).end(),
                        new PngWriter(2, 3, 3)
                                .chunk("eXIf", tiff)
                                .chunk("IDAT", rows)
                                .end()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exif")
    void should_tell_the_orientation_or_apply_it(String format, byte[] upright, byte[] turned) {
        ClipImage stored = ClipImage.of(upright);
        assertThat(stored.orientation()).isEqualTo(1);
        assertThat(ClipImage.of(turned).orientation()).isEqualTo(6);
        assertThat(ClipImage.of(turned).named("a").orientation()).isEqualTo(6);
        assertThat(ClipImage.of(turned)).isEqualTo(stored);
        ClipImage applied = ClipImage.of(turned, new ImageLimits(1 << 20, 1 << 20, ImageLimits.Rotation.APPLY));
        assertThat(applied.format()).isEqualTo(format);
        assertThat(applied.orientation()).isEqualTo(1);
        assertThat(List.of(applied.width(), applied.height())).isEqualTo(List.of(stored.height(), stored.width()));
        for (int y = 0; y < applied.height(); y++) { // the stored left column is the top row, read from below
            for (int x = 0; x < applied.width(); x++) {
                assertThat(applied.toBufferedImage().getRGB(x, y))
                        .isEqualTo(stored.toBufferedImage().getRGB(y, stored.height() - 1 - x));
            }
        }
    }

    @Test
    void should_find_the_orientation_that_users_had() {
        assumeTrue(Files.exists(CASES), CASES + " is not there");
        assertThat(ClipImage.of(CASES.resolve("jpeg-exif6.jpg")).orientation()).isEqualTo(6);
    }
}
