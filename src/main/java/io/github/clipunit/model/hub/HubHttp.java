package io.github.clipunit.model.hub;

import io.github.clipunit.model.ModelUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP client for the Hub that follows redirects itself, because the JDK's client is not strict enough: the token
 * goes only to the Hub's own address, and an HTTPS address never redirects to HTTP.
 */
final class HubHttp {

    private static final int MAX_REDIRECTS = 10;

    private final HubAccess hub;
    private final EnvironmentProxies proxies;
    private final Patience patience;
    private final HttpClient client;

    HubHttp(HubAccess hub, EnvironmentProxies proxies, Patience patience) {
        this.hub = hub;
        this.proxies = proxies;
        this.patience = patience;
        // HTTP/1.1: one connection per file gains nothing from HTTP/2, whose resets have no byte position.
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience.connect())
                .proxy(proxies)
                .build();
    }

    /** Returns the answer for a path below the endpoint, after all redirects. */
    Answer get(String path, Map<String, String> headers, Pace pace) throws IOException, InterruptedException {
        return send("GET", path, headers, pace);
    }

    /** Returns the headers for a path below the endpoint; a redirect to another host is returned, not followed. */
    Answer head(String path) throws IOException, InterruptedException {
        return send("HEAD", path, Map.of(), new Pace(patience));
    }

    private Answer send(String method, String path, Map<String, String> headers, Pace pace)
            throws IOException, InterruptedException {
        URI uri = URI.create(hub.endpoint() + path);
        List<HttpHeaders> passed = new ArrayList<>();
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            HttpResponse<BodyReader> response =
                    client.send(request(method, uri, headers), info -> new BodyReader(patience, pace));
            passed.add(response.headers());
            Optional<URI> target = redirect(response);
            if (target.isEmpty() || !(method.equals("GET") || isHub(target.get()))) {
                requirePlain(response);
                return new Answer(uri, response.statusCode(), List.copyOf(passed), response.body());
            }
            response.body().close();
            uri = secure(target.get(), uri);
        }
        throw new PermanentFault("more than " + MAX_REDIRECTS + " redirects");
    }

    private static void requirePlain(HttpResponse<BodyReader> response) throws PermanentFault {
        Optional<String> coding = response.headers()
                .firstValue("Content-Encoding")
                .filter(name -> response.statusCode() / 100 == 2 && !name.equalsIgnoreCase("identity"));
        if (coding.isPresent()) {
            response.body().close();
            throw new PermanentFault("the answer has the content encoding [" + coding.get()
                    + "], though none was asked for: a proxy or mirror on the way compresses the answers");
        }
    }

    private HttpRequest request(String method, URI uri, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(patience.answer())
                .header("Accept-Encoding", "identity")
                .header("User-Agent", "clipunit; java/" + Runtime.version().feature());
        headers.forEach(request::header);
        if (isHub(uri)) {
            hub.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        }
        proxies.authorization(uri).ifPresent(user -> request.header("Proxy-Authorization", user));
        return request.build();
    }

    private static Optional<URI> redirect(HttpResponse<BodyReader> response) throws IOException {
        boolean moved =
                switch (response.statusCode()) {
                    case 301, 302, 303, 307, 308 -> true;
                    default -> false;
                };
        try {
            return response.headers()
                    .firstValue("Location")
                    .filter(location -> moved)
                    .map(response.uri()::resolve);
        } catch (IllegalArgumentException e) {
            throw new PermanentFault("redirected to an invalid address");
        }
    }

    /**
     * Checks a redirect. HTTPS may lead anywhere. HTTP may lead only to the endpoint itself, if that is an HTTP
     * address, or from this machine to this machine.
     */
    private URI secure(URI target, URI from) {
        boolean isLocal = "http".equals(hub.endpoint().getScheme())
                && "http".equalsIgnoreCase(target.getScheme())
                && isLoopback(hub.endpoint())
                && isLoopback(target);
        if (target.getHost() == null || !(isLocal || isHub(target) || "https".equalsIgnoreCase(target.getScheme()))) {
            throw new ModelUnavailableException("[" + from + "] redirects to ["
                    + target.toString().replaceFirst("[?#].*", "")
                    + "], which is not HTTPS: refused, because models come over HTTPS unless HF_ENDPOINT itself is an"
                    + " http address, and then only from there");
        }
        return target;
    }

    private static boolean isLoopback(URI uri) {
        return String.valueOf(uri.getHost()).matches("(?i)localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");
    }

    private boolean isHub(URI uri) {
        return hub.endpoint().getScheme().equals(uri.getScheme())
                && hub.endpoint().getHost().equalsIgnoreCase(uri.getHost())
                && port(hub.endpoint()) == port(uri);
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
    }

    /**
     * An answer.
     *
     * @param uri the address that answered, after redirects
     * @param passed the headers of each response on the way, this one's last
     */
    record Answer(URI uri, int status, List<HttpHeaders> passed, BodyReader body) implements AutoCloseable {

        HttpHeaders headers() {
            return passed.get(passed.size() - 1);
        }

        /** Returns its address without the query, which may hold a signature. */
        String place() {
            return uri.toString().replaceFirst("\\?.*", "");
        }

        /** Returns the first value of the header among all responses on the way. */
        Optional<String> firstOnTheWay(String name) {
            return passed.stream()
                    .flatMap(headers -> headers.firstValue(name).stream())
                    .findFirst();
        }

        boolean isRedirect() {
            return status / 100 == 3;
        }

        @Override
        public void close() {
            body.close();
        }
    }
}
