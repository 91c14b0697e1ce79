package io.github.clipunit.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedPictureTest {

    private static final byte[] PNG = GeneratedPicture.png(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB));

    @Test
    void should_carry_what_its_generator_says_to_the_picture() {
        ClipImage image = GeneratedPicture.of(PNG)
                .withSeed(-7)
                .withModel("gpt-image-1")
                .withRevisedPrompt("a fox,\n\"red\"")
                .withRevisedPrompt(null)
                .withRevisedPrompt(" ")
                .withCost(0.040, "usd")
                .with("usage", Map.of("output_tokens", 4160))
                .image();

        assertThat(image.facts())
                .containsExactly(
                        Map.entry("cost", "0.04 usd"),
                        Map.entry("model", "gpt-image-1"),
                        Map.entry("revised prompt", "a fox,\n\"red\""),
                        Map.entry("seed", "-7"),
                        Map.entry("usage", "{output_tokens=4160}"));
        assertThat(image).isEqualTo(ClipImage.of(PNG));
        assertThat(image.named("fox").facts()).isEqualTo(image.facts());
        assertThat(GeneratedPicture.of(image).facts()).isEqualTo(image.facts());
        assertThat(GeneratedPicture.of(image).toBytes()).isEqualTo(PNG);
    }

    @Test
    void should_say_what_the_bytes_are_where_the_answer_claims_something_else() {
        assertThat(GeneratedPicture.of(PNG).withMimeType("image/PNG").facts()).containsEntry("mime type", "image/PNG");
        assertThat(GeneratedPicture.of(PNG).withMimeType("image/webp").facts())
                .containsEntry("mime type", "image/webp, but the bytes are image/png");
        assertThat(GeneratedPicture.of(new BufferedImage(1, 1, 1))
                        .withMimeType("image/webp")
                        .facts())
                .containsEntry("mime type", "image/webp");
    }

    @Test
    void should_read_the_cost_that_its_facts_tell() {
        GeneratedPicture picture = GeneratedPicture.of(PNG);
        assertThat(picture.cost()).isEmpty();
        assertThat(picture.withCost(1e-7, "eur").cost()).contains(Map.entry("EUR", new BigDecimal("0.0000001")));
        assertThat(picture.withCost(120, "JPY").cost()).contains(Map.entry("JPY", new BigDecimal("120")));
        for (Object odd : List.of("free", "0.04", "-1 USD", "NaN USD", "9".repeat(40) + " USD")) {
            assertThat(picture.with("cost", odd).cost()).as(odd.toString()).isEmpty();
        }
    }

    @Test
    void should_hide_keys_and_signatures() {
        GeneratedPicture picture = GeneratedPicture.of(PNG)
                .with("API-Key", "abc")
                .with("input_tokens", 12)
                .with("curl", "-H 'Authorization: Bearer abcdefghijklmnop1234' https://u:p@api.example/v1?key=x#y")
                .with("keys", "AIzaSyA1234567890abcdefghijklmnopqrstu hf_abcdefghijklmnopqrst AKIAABCDEFGHIJKLMNOP");

        picture = picture.with("x-goog-api-key", "zzz").with("openai_api_key", "abc");
        assertThat(picture.with("sign", "a torch bearer standing-in-the-snow-all-night")
                        .facts())
                .containsEntry("sign", "a torch bearer standing-in-the-snow-all-night")
                .containsEntry("x-goog-api-key", "***")
                .containsEntry("openai_api_key", "***");
        assertThat(picture.facts())
                .containsEntry("API-Key", "***")
                .containsEntry("input_tokens", "12")
                .containsEntry("curl", "-H 'Authorization: ***' https://api.example/v1?***")
                .containsEntry("keys", "*** *** ***");
    }

    @Test
    void should_read_base64_or_else_fetch_the_address() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/fox.png", exchange -> {
            exchange.sendResponseHeaders(200, PNG.length);
            exchange.getResponseBody().write(PNG);
            exchange.close();
        });
        server.createContext("/answer", exchange -> {
            byte[] xml = "<Error><Code>AccessDenied</Code></Error>".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, xml.length);
            exchange.getResponseBody().write(xml);
            exchange.close();
        });
        server.start();
        try {
            String base = "http://localhost:" + server.getAddress().getPort();
            String base64 = Base64.getEncoder().encodeToString(PNG);
            for (GeneratedPicture picture : List.of(
                    GeneratedPicture.ofBase64OrUrl(base64, null),
                    GeneratedPicture.ofBase64OrUrl(base64, base + "/answer"),
                    GeneratedPicture.ofBase64OrUrl(null, URI.create(base + "/fox.png?sig=secret")),
                    GeneratedPicture.ofBase64OrUrl("", "data:image/png;base64," + base64))) {
                assertThat(picture.toBytes()).isEqualTo(PNG);
                assertThat(picture.toString()).doesNotContain("secret");
            }
            assertThat(GeneratedPicture.ofBase64OrUrl(null, base + "/fox.png?sig=secret")
                            .image()
                            .source())
                    .isEqualTo(base + "/fox.png");
            assertThatExceptionOfType(UnreadableImageException.class)
                    .isThrownBy(() -> GeneratedPicture.ofBase64OrUrl(null, base + "/answer?sig=secret"))
                    .withMessage(
                            "picture [" + base + "/answer] cannot be read; its first bytes say: XML (40 bytes); it says"
                                    + " [AccessDenied]; an answer, perhaps an error, was saved instead of the"
                                    + " picture; if it came from an address, that may have expired");
        } finally {
            server.stop(0);
        }
        assertThatExceptionOfType(NoPictureException.class)
                .isThrownBy(() -> GeneratedPicture.ofBase64OrUrl(null, " "))
                .withMessage("the answer holds neither Base64 nor an address, so there is no picture");
        assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> GeneratedPicture.ofBase64OrUrl(null, "https://a.example/{b}?sig=secret"))
                .withMessage("address [https://a.example/{b}?***] is not a URI: Illegal character in path at index 18")
                .withNoCause();
    }

    @Test
    void should_read_a_file_before_the_next_picture_is_written_over_it(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("out.png"), PNG);
        GeneratedPicture picture = GeneratedPicture.of(file);
        Files.write(file, new byte[1]);

        assertThat(picture.image()).isEqualTo(ClipImage.of(PNG));
        assertThat(picture.extension()).isEqualTo("png");
    }
}
