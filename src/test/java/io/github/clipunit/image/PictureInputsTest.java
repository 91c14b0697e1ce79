package io.github.clipunit.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpServer;
import io.github.clipunit.assertj.ClipAssertions;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ways in which generators hand a picture over. */
class PictureInputsTest {

    private static final Path CAT = Path.of("src/test/resources/pictures/cat.png");
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String SECRET = "c2VjcmV0K3NpZ25hdHVyZQ%3D%3D";
    private static final String PLAIN_SECRET = "c2VjcmV0K3NpZ25hdHVyZQ==";

    private final CountDownLatch released = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    @AfterEach
    void stop() {
        released.countDown();
        server.stop(0);
    }

    private URI address(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    private void answer(String path, int status, byte[] body) {
        server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
    }

    private static byte[] cat() throws IOException {
        return Files.readAllBytes(CAT);
    }

    static Stream<String> texts() throws IOException {
        String base64 = Base64.getEncoder().encodeToString(cat());
        String safe = Base64.getUrlEncoder().withoutPadding().encodeToString(cat());
        String lines = Base64.getMimeEncoder().encodeToString(cat());
        return Stream.of(
                base64,
                safe,
                lines,
                "\n  " + base64 + " \n",
                "\"" + base64 + "\"",
                "data:image/png;base64," + base64,
                "  data:image/png;base64," + lines + "\n",
                "'data:image/png;base64," + safe + "'",
                "data:image/png; base64," + base64,
                "DATA:image/png ; BASE64 , " + base64,
                "data:image/png;name=a,b.png;base64," + base64,
                "data:image/png;name=\"fox, red.png\";base64," + base64);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void should_read_base64_in_whatever_form_it_comes(String text) throws IOException {
        ClipImage cat = ClipImage.of(CAT);
        assertThat(ClipImage.ofBase64(text))
                .isEqualTo(cat)
                .extracting(ClipImage::source)
                .isEqualTo("Base64 of " + text.length() + " characters");
        if (text.toLowerCase(Locale.ROOT).contains("data:")) {
            assertThat(ClipImage.ofDataUri(text)).isEqualTo(cat);
        }
    }

    @Test
    void should_say_what_text_is_no_base64() {
        assertThatThrownBy(() -> ClipImage.ofBase64("https://example.org/a.png?sig=" + SECRET))
                .hasMessage("not Base64 but an address: [https://example.org/a.png…]; ClipImage.fetch(URI) gets the"
                        + " picture from there");
        assertThatThrownBy(() -> ClipImage.ofBase64("a picture!"))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessage("text [a picture!] does not hold Base64: Illegal base64 character 21");
        assertThatThrownBy(() -> ClipImage.ofDataUri("https://a.org/?sig=" + SECRET))
                .hasMessage("not a data URI: [https://a.org/…]; expected the form data:image/png;base64,iVBOR…");
    }

    @Test
    void should_fetch_a_picture_and_name_it_without_its_query() throws IOException {
        answer("/cat.png", 200, cat());
        ClipImage image = ClipImage.fetch(address("/cat.png?sig=" + SECRET + "#x"));
        assertThat(image).isEqualTo(ClipImage.of(CAT));
        assertThat(image.source()).isEqualTo(address("/cat.png").toString());
    }

    @Test
    void should_follow_redirects() throws IOException {
        answer("/cat.png", 200, cat());
        server.createContext("/old", exchange -> {
            exchange.getResponseHeaders().add("Location", "/cat.png?sig=" + SECRET);
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        ClipImage image = ClipImage.fetch(address("/old"), LONG);
        assertThat(image).isEqualTo(ClipImage.of(CAT));
        assertThat(image.source()).isEqualTo(address("/old").toString());
    }

    @Test
    void should_say_what_a_server_answers_in_place_of_a_picture() {
        answer("/gone", 403, "<Error>\n  <Code>AccessDenied</Code></Error>".getBytes(UTF_8));
        assertThatThrownBy(() -> ClipImage.fetch(address("/gone"), LONG))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessage("picture [" + address("/gone") + "] cannot be fetched: the server answers 403 and says"
                        + " [<Error> <Code>AccessDenied</Code></Error>]; the address may have expired: fetch"
                        + " a picture as soon as it is generated");
        answer("/busy", 503, new byte[0]);
        assertThatThrownBy(() -> ClipImage.fetch(address("/busy"), LONG))
                .hasMessage("picture [" + address("/busy") + "] cannot be fetched: the server answers 503");
        answer("/long", 500, "no ".repeat(1000).getBytes(UTF_8));
        assertThatThrownBy(() -> ClipImage.fetch(address("/long"), LONG))
                .hasMessage("picture [" + address("/long") + "] cannot be fetched: the server answers 500 and says ["
                        + "no ".repeat(66) + "no…]");
    }

    @Test
    void should_keep_signatures_out_of_messages_even_where_the_server_repeats_them() {
        for (String secret : List.of(SECRET, PLAIN_SECRET)) {
            answer("/" + secret.length(), 404, ("bad signature " + secret).getBytes(UTF_8));
            URI address = address("/" + secret.length());
            assertThatThrownBy(() -> ClipImage.fetch(URI.create(address + "?v=1&sig=" + SECRET), LONG))
                    .hasNoCause()
                    .hasMessage("picture [" + address + "] cannot be fetched: the server answers 404 and says [bad"
                            + " signature ***]; the address may have expired: fetch a picture as soon"
                            + " as it is generated");
        }
    }

    @Test
    void should_keep_half_a_signature_out_of_messages() {
        answer("/half", 400, ("x".repeat(190) + SECRET).getBytes(UTF_8));
        assertThatThrownBy(() -> ClipImage.fetch(address("/half?sig=" + SECRET), LONG))
                .hasMessage("picture [" + address("/half") + "] cannot be fetched: the server answers 400 and says ["
                        + "x".repeat(190) + "***]");
    }

    @Test
    void should_keep_signatures_of_redirects_out_of_messages() {
        answer("/next", 400, ("bad " + SECRET).getBytes(UTF_8));
        server.createContext("/first", exchange -> {
            exchange.getResponseHeaders().add("Location", "/next?sig=" + SECRET);
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
        });
        assertThatThrownBy(() -> ClipImage.fetch(address("/first"), LONG))
                .hasMessage("picture [" + address("/first") + "] cannot be fetched: the server answers 400 and says"
                        + " [bad ***]");
    }

    @Test
    void should_read_no_more_bytes_than_allowed() {
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                while (released.getCount() > 0) {
                    out.write(new byte[1000]);
                }
            }
        });
        assertThatThrownBy(() -> ClipImage.fetch(address("/endless?k=1"), LONG, new ImageLimits(100, 5000)))
                .hasMessage("picture [" + address("/endless") + "] has 5001 encoded bytes or more, over the 5000"
                        + " allowed; raise clipunit.image.max-bytes if this is intended");
    }

    /** Of the headers, and of a body that stops. */
    @Test
    void should_not_wait_longer_than_asked() {
        server.createContext("/silent", exchange -> await());
        server.createContext("/stalled", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            await();
        });
        for (String path : List.of("/silent", "/stalled")) {
            assertThatThrownBy(() -> ClipImage.fetch(address(path), Duration.ofMillis(300)))
                    .isInstanceOf(UnreadableImageException.class)
                    .hasMessage("picture [" + address(path) + "] cannot be fetched: it did not arrive within 300 ms");
        }
    }

    private void await() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void should_say_that_a_server_is_not_there() {
        URI address = address("/cat.png?sig=" + SECRET);
        server.stop(0);
        Throwable thrown = catchThrowable(() -> ClipImage.fetch(address, LONG));
        assertThat(thrown)
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageStartingWith(
                        "picture [" + address("/cat.png") + "] cannot be fetched: java.net.ConnectException")
                .hasMessageNotContaining("sig");
    }

    @Test
    void should_fetch_only_over_http() {
        assertThatThrownBy(() -> ClipImage.fetch(URI.create("file:///tmp/cat.png?sig=x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("address [file:/tmp/cat.png] must begin with https:// or http:// and a host;"
                        + " ClipImage.of(Path) reads files, and ClipImage.ofDataUri data URIs");
        assertThatThrownBy(() -> ClipImage.fetch(URI.create("data:image/png;base64,AAAA")))
                .hasMessageStartingWith("address [data:…] must begin");
        assertThatThrownBy(() -> ClipImage.fetch(URI.create("https://a.org/b"), Duration.ZERO))
                .hasMessage("timeout [PT0S] must be positive");
    }

    @Test
    void should_take_every_kind_of_picture_alike() throws IOException {
        ClipImage cat = ClipImage.of(CAT);
        for (Object picture : List.of(cat, cat.toBufferedImage(), CAT, cat())) {
            GeneratedPicture given = GeneratedPicture.of(picture, ImageLimits.ofJvm());
            assertThat(given.image()).isEqualTo(cat);
            assertThat(given.encoded().isPresent()).isEqualTo(picture instanceof Path || picture instanceof byte[]);
        }
        assertThat(GeneratedPicture.of(CAT, ImageLimits.ofJvm()).encoded().orElseThrow())
                .isEqualTo(cat());
        assertThatThrownBy(() -> GeneratedPicture.of(null, ImageLimits.ofJvm()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "pictures must be BufferedImage, ClipImage, Path, byte[] or GeneratedPicture, but one is [null]");
        ClipAssertions.assertThatImage(CAT).isEqualTo(cat);
        ClipAssertions.assertThatImage(cat()).isEqualTo(cat);
        ClipAssertions.assertThatImage(cat).isEqualTo(cat);
        ClipAssertions.assertThatImage(cat.toBufferedImage()).isEqualTo(cat);
        ClipAssertions.assertThatImages(List.of(cat(), CAT)).isEqualTo(List.of(cat, cat));
    }
}
