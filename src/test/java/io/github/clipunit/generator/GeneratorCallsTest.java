package io.github.clipunit.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.clipunit.image.GeneratedPicture;
import io.github.clipunit.image.UnreadableImageException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratorCallsTest {

    private static final String WHO = "the generator at seed [3]";
    private static final String REFUSED =
            "\na refusal says nothing about picture quality: change the prompt, or ask the operator of its content"
                    + " filter";
    private static final String LATER =
            "\nan outage says nothing about picture quality: try again later; clipunit.generator.unavailable = abort"
                    + " aborts such tests instead of failing them";

    private final CallLog log = CallLog.unlimited();
    private final AtomicInteger calls = new AtomicInteger();

    private Object make(GeneratorCalls how, GeneratorCalls.Call<Object, Exception> call) throws Exception {
        return how.make(log, WHO, 1, given -> "", () -> {
            calls.incrementAndGet();
            return call.make();
        });
    }

    private static GeneratorCalls.Call<Object, Exception> throwing(Exception thrown) {
        return () -> {
            throw thrown;
        };
    }

    /** Each as a client or a server words it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "400: Your request was rejected by the safety system. type: image_generation_user_error, code: moderation_blocked",
                "HTTP 400 - {\"error\": {\"code\": \"content_policy_violation\"}}",
                "HTTP 403 {\"name\": \"content_moderation\", \"errors\": [\"flagged by our filter\"]}",
                "Image generation finished with reason IMAGE_SAFETY",
                "status code: 422, the prompt has been blocked by our content filters"
            })
    void should_tell_a_refusal(String message) {
        assertThatExceptionOfType(GeneratorRefusedException.class)
                .isThrownBy(() -> make(
                        GeneratorCalls.once().retrying(3, Duration.ofMinutes(1)),
                        throwing(new RuntimeException(message))))
                .withMessage(WHO + " refused: RuntimeException: " + message + REFUSED);
        assertThat(calls).hasValue(1);
        assertThat(log.refusals()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "429 Too Many Requests",
                "HTTP 503 overloaded",
                "HTTP 500 - the safety system is not reachable",
                "status code: 529",
                "500 Internal Server Error"
            })
    void should_ask_again_after_an_outage_as_often_as_it_is_told(String message) {
        GeneratorCalls twice = GeneratorCalls.once().retrying(2, Duration.ZERO);

        assertThatExceptionOfType(GeneratorUnavailableException.class)
                .isThrownBy(() -> make(twice, throwing(new IllegalArgumentException(message))))
                .withMessage(WHO + " is unavailable after 2 attempts: IllegalArgumentException: " + message + LATER);
        assertThat(calls).hasValue(2);
        assertThat(log.calls()).isEqualTo(2);
        assertThat(log.outages()).isEqualTo(2);
    }

    @Test
    void should_tell_lost_connections_and_timeouts_whatever_wraps_them() {
        for (Exception lost : List.of(
                new ConnectException("refused"),
                new HttpTimeoutException("request timed out"),
                new java.net.SocketTimeoutException("Read timed out"),
                new java.util.concurrent.TimeoutException())) {
            assertThatExceptionOfType(GeneratorUnavailableException.class)
                    .isThrownBy(() -> make(GeneratorCalls.once(), throwing(new IllegalStateException("I/O", lost))))
                    .withCauseInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void should_give_what_comes_at_a_later_attempt() throws Exception {
        Object picture = make(GeneratorCalls.once().retrying(3, Duration.ofMillis(1)), () -> {
            if (calls.get() < 3) {
                throw new IOException("HTTP 429");
            }
            return "picture";
        });

        assertThat(picture).isEqualTo("picture");
        assertThat(log.outages()).isEqualTo(2);
    }

    /** A 400 for a wrong size, or a bug, is nobody's outage. */
    @Test
    void should_throw_on_what_is_neither() {
        IOException other = new IOException("400: Invalid value: '17x17'");

        assertThatThrownBy(() -> make(GeneratorCalls.once().retrying(3, Duration.ZERO), throwing(other)))
                .isSameAs(other);
        assertThatThrownBy(() -> make(GeneratorCalls.once(), throwing(new InterruptedException("stop"))))
                .isInstanceOf(InterruptedException.class);
        assertThatThrownBy(
                        () -> make(GeneratorCalls.once(), throwing(new IllegalStateException("the SAFETYNET broke"))))
                .hasMessage("the SAFETYNET broke");
        assertThat(calls).hasValue(3);
        for (String message : List.of(
                "512 x 512 is no size of this model",
                "Task failed with status 500 steps done",
                "no font for the sign SAFETY FIRST",
                "HTTP 400 Unknown parameter: 'content_filter'")) {
            IllegalArgumentException fault = new IllegalArgumentException(message);
            assertThatThrownBy(() -> make(GeneratorCalls.once(), throwing(fault)))
                    .isSameAs(fault);
        }
    }

    /** What it threw is the fault to look for, whatever the test's predicate makes of it. */
    @Test
    void should_keep_what_a_generator_threw_where_a_predicate_throws() {
        IOException fault = new IOException("disk full");
        GeneratorCalls odd = GeneratorCalls.once().refusedIf(thrown -> ((RuntimeException) thrown) == null);
        assertThatThrownBy(() -> make(odd, throwing(fault)))
                .isInstanceOf(ClassCastException.class)
                .hasSuppressedException(fault);
    }

    /** Painted and paid for: another call would be paid for again. */
    @Test
    void should_not_paint_again_where_only_the_picture_cannot_be_fetched() {
        for (String why : List.of("the server answers 503", "java.net.ConnectException")) {
            calls.set(0);
            assertThatExceptionOfType(GeneratorUnavailableException.class)
                    .isThrownBy(() -> make(
                            GeneratorCalls.once().retrying(3, Duration.ZERO),
                            throwing(new UnreadableImageException(
                                    "picture [https://a.example/b] cannot be fetched: " + why))));
            assertThat(calls).hasValue(1);
        }
    }

    @Test
    void should_tell_connections_that_broke() {
        for (IOException broken : List.of(
                new java.io.EOFException("EOF reached while reading"),
                new java.nio.channels.ClosedChannelException(),
                new IOException("fixed content-length: 100, bytes received: 3"),
                new IOException("Connection reset by peer"))) {
            assertThatExceptionOfType(GeneratorUnavailableException.class)
                    .isThrownBy(() -> make(GeneratorCalls.once(), throwing(broken)));
        }
    }

    @Test
    void should_take_what_a_test_names_for_refusals_and_outages() {
        GeneratorCalls own = GeneratorCalls.once()
                .refusedIf(thrown -> thrown instanceof UnsupportedOperationException)
                .unavailableIf(thrown -> String.valueOf(thrown.getMessage()).contains("warming up"));

        assertThatExceptionOfType(GeneratorRefusedException.class)
                .isThrownBy(() -> make(own, throwing(new UnsupportedOperationException("no"))))
                .withMessage(WHO + " refused: UnsupportedOperationException: no" + REFUSED);
        assertThatExceptionOfType(GeneratorUnavailableException.class)
                .isThrownBy(() -> make(own, throwing(new IOException("model is warming up"))))
                .withMessage(WHO + " is unavailable: IOException: model is warming up" + LATER);
        assertThatExceptionOfType(GeneratorRefusedException.class)
                .isThrownBy(() -> make(own, throwing(new IOException("HTTP 400 content_filter"))));
    }

    @Test
    void should_tell_too_few_pictures_from_refusals_unless_a_test_says_so() {
        for (@Nullable Object nothing : Arrays.asList(null, List.of(), Arrays.asList(null, null), new byte[0])) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> make(GeneratorCalls.once(), () -> nothing))
                    .withMessage(WHO + " gave no picture: if that is how it refuses, use"
                            + " GeneratorCalls.refusedIfEmpty()");
            assertThatExceptionOfType(GeneratorRefusedException.class)
                    .isThrownBy(() -> make(GeneratorCalls.once().refusedIfEmpty(), () -> nothing))
                    .withMessage(WHO + " gave no picture" + REFUSED);
        }
        String gave = WHO
                + " gave no picture (NoPictureException: the answer holds neither Base64 nor an address, so there is"
                + " no picture)";
        assertThatExceptionOfType(GeneratorRefusedException.class)
                .isThrownBy(() ->
                        make(GeneratorCalls.once().refusedIfEmpty(), () -> GeneratedPicture.ofBase64OrUrl(null, "")))
                .withMessage(gave + REFUSED);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> make(GeneratorCalls.once(), () -> GeneratedPicture.ofBase64OrUrl(null, "")))
                .withMessage(gave + ": if that is how it refuses, use GeneratorCalls.refusedIfEmpty()");
    }

    /** As OpenAI's own client throws it: the code is beside the message. */
    public static final class BadRequestException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public BadRequestException() {
            super("400: no");
        }

        public int statusCode() {
            return 400;
        }

        public Optional<String> code() {
            return Optional.of("moderation_blocked");
        }
    }

    /** As LangChain4j's for Gemini, whatever the reason. */
    private static final class GeminiImageGenerationException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        GeminiImageGenerationException() {
            super("No image data found in response");
        }
    }

    @Test
    void should_know_clients_that_keep_the_reason_elsewhere_or_lose_it() {
        assertThatExceptionOfType(GeneratorRefusedException.class)
                .isThrownBy(() -> make(GeneratorCalls.once(), throwing(new BadRequestException())))
                .withMessage(WHO + " refused: BadRequestException: 400: no" + REFUSED);
        String gave = WHO + " gave no picture (GeminiImageGenerationException: No image data found in response)";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> make(GeneratorCalls.once(), throwing(new GeminiImageGenerationException())))
                .withMessage(gave + ": if that is how it refuses, use GeneratorCalls.refusedIfEmpty()");
        assertThatExceptionOfType(GeneratorRefusedException.class)
                .isThrownBy(() ->
                        make(GeneratorCalls.once().refusedIfEmpty(), throwing(new GeminiImageGenerationException())))
                .withMessage(gave + REFUSED);
    }

    @Test
    void should_wait_as_long_as_the_server_asks_but_not_for_ever() {
        Instant now = Instant.parse("2026-11-28T12:00:00Z");
        assertThat(ClientFault.askedWait(new GeneratorUnavailableException("busy", Duration.ofSeconds(7)), now))
                .contains(Duration.ofSeconds(7));
        assertThat(ClientFault.askedWait(new IOException("429 Rate limit reached. Please try again in 1.5s."), now))
                .contains(Duration.ofMillis(1500));
        assertThat(ClientFault.askedWait(new IOException("429"), now)).isEmpty();
        assertThatExceptionOfType(GeneratorUnavailableException.class)
                .isThrownBy(() -> make(
                        GeneratorCalls.once().retrying(5, Duration.ZERO),
                        throwing(new GeneratorUnavailableException("busy", Duration.ofHours(1)))))
                .satisfies(thrown -> assertThat(thrown.askedWait()).contains(Duration.ofHours(1)));
        assertThat(calls).hasValue(1);
    }

    @Test
    void should_not_ask_again_where_the_account_is_empty() {
        assertThatExceptionOfType(GeneratorUnavailableException.class)
                .isThrownBy(() -> make(
                        GeneratorCalls.once().retrying(5, Duration.ZERO),
                        throwing(new IOException("429: {\"code\": \"insufficient_quota\"}"))));
        assertThat(calls).hasValue(1);
    }

    @Test
    void should_stop_waiting_when_the_test_is_to_end() {
        assertThatExceptionOfType(GeneratorUnavailableException.class)
                .isThrownBy(() -> make(GeneratorCalls.once().retrying(5, Duration.ofMinutes(1)), () -> {
                    Thread.currentThread().interrupt();
                    throw new IOException("HTTP 429");
                }));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(calls).hasValue(1);
    }

    @Test
    void should_tell_no_secret() {
        assertThatExceptionOfType(GeneratorRefusedException.class)
                .isThrownBy(() -> make(
                        GeneratorCalls.once(),
                        throwing(new IOException(
                                "400 content_filter for https://api.example/v1?key=abc by sk-abcdefghijklmnop1234"))))
                .withMessage(WHO + " refused: IOException: 400 content_filter for https://api.example/v1?*** by ***"
                        + REFUSED);
    }

    /** A sampled generator that asks a cassette is told once. */
    @Test
    void should_pass_on_what_a_call_within_told() {
        assertThatExceptionOfType(GeneratorRefusedException.class)
                .isThrownBy(() -> make(
                        GeneratorCalls.once(),
                        () -> make(GeneratorCalls.once(), throwing(new IOException("HTTP 400 moderation_blocked")))))
                .withMessage(WHO + " refused: IOException: HTTP 400 moderation_blocked" + REFUSED);
        assertThat(log.refusals()).isEqualTo(1);
        assertThat(log.calls()).isEqualTo(1);
    }

    @Test
    void should_read_status_and_wait_from_a_real_answer() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean isBusy = exchange.getRequestURI().getPath().equals("/busy");
            byte[] body = (isBusy ? "slow down" : "{\"error\": {\"code\": \"moderation_blocked\"}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Retry-After", "3");
            exchange.sendResponseHeaders(isBusy ? 429 : 400, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            String base = "http://localhost:" + server.getAddress().getPort();
            assertThatExceptionOfType(GeneratorUnavailableException.class)
                    .isThrownBy(() -> make(GeneratorCalls.once(), () -> get(base + "/busy")))
                    .withMessage(WHO + " is unavailable: HttpAnswerException: HTTP 429 slow down" + LATER)
                    .satisfies(thrown -> assertThat(thrown.askedWait()).contains(Duration.ofSeconds(3)));
            assertThatExceptionOfType(GeneratorRefusedException.class)
                    .isThrownBy(() -> make(GeneratorCalls.once(), () -> get(base + "/refused")))
                    .withMessage(WHO + " refused: HttpAnswerException: HTTP 400 {\"error\": {\"code\":"
                            + " \"moderation_blocked\"}}" + REFUSED);
        } finally {
            server.stop(0);
        }
    }

    private static Object get(String address) throws IOException, InterruptedException {
        return HttpAnswerException.bodyOf(HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofByteArray()));
    }

    @Test
    void should_refuse_calls_beyond_the_budget_in_all_forks_together(@TempDir Path folder) throws Exception {
        Path counted = folder.resolve("calls/run");
        CallLog one = new CallLog(3, Optional.of(counted));
        CallLog other = new CallLog(3, Optional.of(counted));
        one.begin(WHO);
        other.begin(WHO);
        one.begin(WHO);

        for (CallLog fork : List.of(one, other)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> fork.begin(WHO))
                    .withMessage(WHO + " is not called, because the run's [3] calls are used up: raise"
                            + " clipunit.generator.max-calls, record cassettes, or ask for fewer pictures");
        }
        assertThat(one.calls()).isEqualTo(2);
        assertThat(Files.size(counted)).isEqualTo(3);
    }

    @Test
    void should_refuse_attempts_that_make_no_sense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GeneratorCalls.once().retrying(0, Duration.ZERO))
                .withMessage("attempts [0] must be at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PictureRequest.of(" "))
                .withMessage("prompt [ ] must not be blank");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PictureRequest.of("a fox").withNumber(0))
                .withMessage("number of pictures [0] must be at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GeneratedPicture.of(new byte[1]).withCost(-1, "USD"))
                .withMessage("cost [-1.0] must be finite and at least 0");
    }
}
