package com.example.painter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A generator of pictures on this machine that answers as the APIs of OpenAI (pictures and chat), Gemini, AUTOMATIC1111 and
 * ComfyUI do.
 */
public final class Painter implements AutoCloseable {

    /** The key that it asks for; nothing that a test writes may hold it. */
    public static final String KEY = "sk-painter-b7Qx2Lw9Tz4Rk8Vd1Ns6";

    /** What signs the addresses of its pictures; nothing that a test writes may hold it. */
    public static final String SIGNATURE = "pB3xY7uKq1ZrW5sT9vMn";

    private static final Pattern DATA_URI = Pattern.compile("data:image/png;base64,([A-Za-z0-9+/=]+)");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Answer> next = new ConcurrentLinkedQueue<>();
    private final List<Long> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger pictures = new AtomicInteger();
    private volatile boolean linksAreExpired;
    private volatile String prompt = "";

    /** Starts on a port that is free. */
    public Painter() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** Its address, without a slash at the end. */
    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Answers the next calls so; all further ones get pictures. */
    public Painter willAnswer(Answer... answers) {
        next.addAll(List.of(answers));
        return this;
    }

    /** From now on the addresses of its pictures have expired. */
    public Painter expireLinks() {
        linksAreExpired = true;
        return this;
    }

    /** How often it was asked for pictures, or for what it sees in one. */
    public int calls() {
        return calls.size();
    }

    /** The pauses between those calls, in milliseconds. */
    public List<Long> pauses() {
        return IntStream.range(1, calls.size())
                .mapToObj(call -> (calls.get(call) - calls.get(call - 1)) / 1_000_000)
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            String path = exchange.getRequestURI().getPath();
            if (exchange.getRequestMethod().equals("GET")) {
                get(exchange, path);
                return;
            }
            calls.add(System.nanoTime());
            Answer answer = next.isEmpty() ? Answer.PICTURES : next.remove();
            if (answer == Answer.SLOW) {
                Thread.sleep(4000);
            }
            if (path.endsWith("/images/generations")) {
                openAi(exchange, body, answer);
            } else if (path.endsWith("/chat/completions")) {
                chat(exchange, body, answer);
            } else if (path.endsWith(":generateContent")) {
                gemini(exchange, body, answer);
            } else if (path.equals("/sdapi/v1/txt2img")) {
                automatic1111(exchange, body, answer);
            } else if (path.equals("/prompt")) {
                comfyUi(exchange, body, answer);
            } else {
                json(exchange, 404, "{\"detail\":\"Not Found\"}");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void openAi(HttpExchange exchange, String body, Answer answer) throws IOException {
        if (refusesAsOpenAi(exchange, answer)) {
            return;
        }
        String asked = text(body, "prompt", "");
        boolean isWebp = text(body, "output_format", "png").equals("webp");
        boolean isLink = text(body, "response_format", "b64_json").equals("url");
        json(
                exchange,
                200,
                "{\"created\":1764370800,\"data\":["
                        + several(number(body, "n", 1), answer, index -> {
                            String given = isLink
                                    ? "\"url\":\"" + link(asked) + "\""
                                    : "\"b64_json\":\"" + (isWebp ? base64(webp()) : base64(png(asked, index))) + "\"";
                            return "{" + given + ",\"revised_prompt\":\"" + asked + ", flat and plain\"}";
                        })
                        + "],\"usage\":{\"total_tokens\":4172,\"input_tokens\":12,\"output_tokens\":4160,"
                        + "\"input_tokens_details\":{\"text_tokens\":12,\"image_tokens\":0}}}");
    }

    private void chat(HttpExchange exchange, String body, Answer answer) throws IOException {
        if (refusesAsOpenAi(exchange, answer)) {
            return;
        }
        Matcher picture = DATA_URI.matcher(body);
        boolean yes =
                picture.find() && Picture.shows(Base64.getDecoder().decode(picture.group(1)), picture.replaceAll(""));
        json(
                exchange,
                200,
                "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1764370800,\"model\":\"gpt-4o-mini\","
                        + "\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":\""
                        + (yes ? "Yes." : "No.")
                        + "\",\"refusal\":null}}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2,\"total_tokens\":11}}");
    }

    /** Whether it said no, as OpenAI does. */
    private static boolean refusesAsOpenAi(HttpExchange exchange, Answer answer) throws IOException {
        String key = exchange.getRequestHeaders().getFirst("Authorization");
        if (!("Bearer " + KEY).equals(key)) {
            openAiError(exchange, 401, "Incorrect API key provided.", "invalid_request_error", "invalid_api_key");
            return true;
        }
        switch (answer) {
            case REFUSED ->
                openAiError(
                        exchange,
                        400,
                        "Your request was rejected by the safety system. If you believe this is an error, contact us at"
                                + " help.openai.com and include the request ID req_4f1c. safety_violations=[violence].",
                        "image_generation_user_error",
                        "moderation_blocked");
            case AGAINST_POLICY ->
                openAiError(
                        exchange,
                        400,
                        "Your request was rejected as a result of our safety system. Your prompt may contain text that is not"
                                + " allowed by our safety system.",
                        "invalid_request_error",
                        "content_policy_violation");
            case BUSY -> {
                exchange.getResponseHeaders().set("Retry-After", "1");
                openAiError(
                        exchange,
                        429,
                        "Rate limit reached for gpt-image-1 in organization org-1 on input-images per min: Limit 5, Used 5,"
                                + " Requested 1. Please try again in 1s.",
                        "input-images",
                        "rate_limit_exceeded");
            }
            case BROKEN ->
                openAiError(
                        exchange,
                        500,
                        "The server had an error while processing your request. Sorry about that!",
                        "server_error",
                        "server_error");
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void openAiError(HttpExchange exchange, int status, String message, String type, String code)
            throws IOException {
        json(
                exchange,
                status,
                "{\"error\":{\"message\":\"" + message + "\",\"type\":\"" + type + "\",\"param\":null,\"code\":\""
                        + code + "\"}}");
    }

    private void gemini(HttpExchange exchange, String body, Answer answer) throws IOException {
        String asked = text(body, "text", "");
        String usage =
                "\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":1290,\"totalTokenCount\":1299},"
                        + "\"modelVersion\":\"gemini-2.5-flash-image\",\"responseId\":\"r1\"}";
        switch (answer) {
            case REFUSED ->
                json(
                        exchange,
                        200,
                        "{\"candidates\":[{\"content\":{},\"finishReason\":\"IMAGE_SAFETY\",\"finishMessage\":\"Unable to show"
                                + " the generated image. The image was filtered out because it violated Google's Generative AI"
                                + " Prohibited Use policy.\",\"index\":0}]," + usage);
            case AGAINST_POLICY ->
                json(exchange, 200, "{\"promptFeedback\":{\"blockReason\":\"PROHIBITED_CONTENT\"}," + usage);
            case EMPTY ->
                json(
                        exchange,
                        200,
                        "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"I can describe it.\"}],\"role\":\"model\"},"
                                + "\"finishReason\":\"STOP\",\"index\":0}]," + usage);
            case BUSY ->
                json(
                        exchange,
                        429,
                        "{\"error\":{\"code\":429,\"message\":\"You exceeded your current quota. Please retry in 1.2s.\","
                                + "\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"@type\":"
                                + "\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"1.2s\"}]}}");
            case BROKEN ->
                json(
                        exchange,
                        503,
                        "{\"error\":{\"code\":503,\"message\":\"The model is overloaded. Please try again later.\",\"status\":"
                                + "\"UNAVAILABLE\"}}");
            default ->
                json(
                        exchange,
                        200,
                        "{\"candidates\":[{\"content\":{\"parts\":[{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\""
                                + base64(png(asked, 0))
                                + "\"}}],\"role\":\"model\"},\"finishReason\":\"STOP\",\"index\":0}]," + usage);
        }
    }

    private void automatic1111(HttpExchange exchange, String body, Answer answer) throws IOException {
        if (answer == Answer.BROKEN) {
            json(
                    exchange,
                    500,
                    "{\"error\":\"OutOfMemoryError\",\"detail\":\"\",\"body\":\"\",\"errors\":\"CUDA out of memory. Tried to"
                            + " allocate 20.00 MiB\"}");
            return;
        }
        long seed = number(body, "seed", 1);
        String asked = text(body, "prompt", "");
        int count = number(body, "batch_size", 1);
        String seeds = IntStream.range(0, count)
                .mapToObj(index -> String.valueOf(seed + index))
                .collect(Collectors.joining(", "));
        json(
                exchange,
                200,
                "{\"images\":["
                        + several(count, answer, index -> "\"" + base64(png(asked, seed + index)) + "\"")
                        + "],\"parameters\":{},\"info\":\"{\\\"prompt\\\": \\\"" + asked + "\\\", \\\"all_seeds\\\": ["
                        + seeds
                        + "], \\\"seed\\\": " + seed + ", \\\"sd_model_name\\\": \\\"v1-5-pruned-emaonly\\\"}\"}");
    }

    private void comfyUi(HttpExchange exchange, String body, Answer answer) throws IOException {
        if (answer == Answer.REFUSED) {
            json(
                    exchange,
                    400,
                    "{\"error\":{\"type\":\"prompt_outputs_failed_validation\",\"message\":\"Prompt outputs failed"
                            + " validation\",\"details\":\"\",\"extra_info\":{}},\"node_errors\":{}}");
            return;
        }
        prompt = text(body, "text", "");
        json(
                exchange,
                200,
                "{\"prompt_id\":\"" + (answer == Answer.BROKEN ? "broken" : "seed-" + number(body, "seed", 1))
                        + "\",\"number\":1,\"node_errors\":{}}");
    }

    private void get(HttpExchange exchange, String path) throws IOException {
        if (path.equals("/history/broken")) {
            json(
                    exchange,
                    200,
                    "{\"broken\":{\"outputs\":{},\"status\":{\"status_str\":\"error\",\"completed\":false,\"messages\":"
                            + "[[\"execution_error\",{\"node_id\":\"3\",\"node_type\":\"KSampler\",\"exception_type\":"
                            + "\"torch.OutOfMemoryError\",\"exception_message\":\"Allocation on device\"}]]}}}");
        } else if (path.startsWith("/history/seed-")) {
            String id = path.substring("/history/".length());
            json(
                    exchange,
                    200,
                    pictures.getAndIncrement() % 2 == 0
                            ? "{}"
                            : "{\"" + id + "\":{\"outputs\":{\"9\":{\"images\":[{\"filename\":\"" + id
                                    + ".png\",\"subfolder\":\"\",\"type\":\"output\"}]}},\"status\":{\"status_str\":\"success\","
                                    + "\"completed\":true,\"messages\":[]}}}");
        } else if (path.equals("/view")) {
            Matcher seed = Pattern.compile("seed-(\\d+)")
                    .matcher(exchange.getRequestURI().getQuery());
            send(exchange, 200, "image/png", png(prompt, seed.find() ? Long.parseLong(seed.group(1)) : 0));
        } else if (linksAreExpired) {
            send(
                    exchange,
                    403,
                    "application/xml",
                    ("<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>AuthenticationFailed</Code><Message>Server failed"
                                    + " to authenticate the request. Make sure the value of Authorization header is formed"
                                    + " correctly including the signature.</Message><AuthenticationErrorDetail>Signature not"
                                    + " valid in the specified time frame</AuthenticationErrorDetail></Error>")
                            .getBytes(UTF_8));
        } else {
            send(exchange, 200, "image/png", png(path, 0));
        }
    }

    private String link(String asked) {
        return url() + "/img-" + asked.replaceAll("[^A-Za-z]+", "-") + ".png?se=2026-11-28T23%3A00Z&sig=" + SIGNATURE;
    }

    private static String several(int asked, Answer answer, IntFunction<String> one) {
        int count = answer == Answer.EMPTY ? 0 : answer == Answer.FEWER ? asked - 1 : asked;
        return IntStream.range(0, count).mapToObj(one).collect(Collectors.joining(","));
    }

    private static byte[] png(String asked, long seed) {
        try {
            return Picture.png(asked, seed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] webp() {
        try {
            return Picture.webp();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String text(String json, String name, String otherwise) {
        Matcher field = Pattern.compile("\"" + name + "\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"")
                .matcher(json);
        return field.find() ? field.group(1) : otherwise;
    }

    private static int number(String json, String name, int otherwise) {
        Matcher field = Pattern.compile("\"" + name + "\"\\s*:\\s*(-?\\d+)").matcher(json);
        return field.find() ? Integer.parseInt(field.group(1)) : otherwise;
    }

    private static void json(HttpExchange exchange, int status, String body) throws IOException {
        send(exchange, status, "application/json", body.getBytes(UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
