package io.github.clipunit.model.hub;

import io.github.clipunit.internal.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A server that plays the Hub over raw sockets, so that it can break a connection anywhere. Files in Git LFS are redirected
 * to another FakeHub, as the Hub sends them to its content network.
 */
final class FakeHub implements AutoCloseable {

    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    private final ServerSocket server;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, FakeHub> lfs = new ConcurrentHashMap<>();
    private final List<Script> scripts = new CopyOnWriteArrayList<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    private final String scheme;

    FakeHub() {
        this(ServerSocketFactory.getDefault());
    }

    FakeHub(ServerSocketFactory sockets) {
        scheme = sockets instanceof SSLServerSocketFactory ? "https" : "http";
        try {
            server = sockets.createServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::serve);
    }

    String endpoint() {
        return scheme + "://localhost:" + server.getLocalPort();
    }

    /** Puts a file into a repository. */
    FakeHub file(String repository, String name, byte[] content) {
        files.put("/" + repository + "/resolve/" + COMMIT + "/" + name, content);
        return this;
    }

    /** Puts a file under a path, as GitHub has them. */
    FakeHub plain(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    /** Puts a file into a repository that redirects to the other server for it. */
    FakeHub largeFile(String repository, String name, byte[] content, FakeHub elsewhere) {
        file(repository, name, content);
        lfs.put("/" + repository + "/resolve/" + COMMIT + "/" + name, elsewhere);
        elsewhere.files.put("/" + Sha256.hex(content), content);
        return this;
    }

    /** The next requests for what ends like this are answered so, one each, before the usual answer comes again. */
    FakeHub script(String method, String pathEnd, Reply... replies) {
        scripts.add(new Script(method, pathEnd, new ConcurrentLinkedQueue<>(List.of(replies))));
        return this;
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    List<Request> requests(String method, String pathEnd) {
        return requests.stream()
                .filter(request ->
                        request.method().equals(method) && request.path().endsWith(pathEnd))
                .toList();
    }

    /** The usual answer. */
    Reply usual(Request request) {
        if (request.path().startsWith("/api/models/")) {
            return listing(request);
        }
        byte[] content = files.get(request.path().replace("/resolve/main/", "/resolve/" + COMMIT + "/"));
        if (content == null) {
            return Reply.of(404, "Entry not found").with("X-Error-Code", "EntryNotFound");
        }
        FakeHub elsewhere = lfs.get(request.path());
        if (elsewhere != null) {
            String sha256 = Sha256.hex(content);
            return Reply.of(302, "Found")
                    .with("Location", elsewhere.endpoint() + "/" + sha256)
                    .with("X-Repo-Commit", COMMIT)
                    .with("X-Linked-Etag", "\"" + sha256 + "\"")
                    .with("X-Linked-Size", Integer.toString(content.length));
        }
        return Reply.of(200, content)
                .with("ETag", "\"" + gitSha1(content) + "\"")
                .with("X-Repo-Commit", COMMIT)
                .from(request.rangeStart());
    }

    /** What Git calls the content: the SHA-1 of its length and its bytes. */
    static String gitSha1(byte[] content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(("blob " + content.length).getBytes(StandardCharsets.US_ASCII));
            digest.update((byte) 0);
            return HexFormat.of().formatHex(digest.digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private Reply listing(Request request) {
        String repository = request.path().replaceFirst("^/api/models/(.*)/revision/.*$", "$1");
        String prefix = "/" + repository + "/resolve/" + COMMIT + "/";
        String siblings = files.keySet().stream()
                .filter(path -> path.startsWith(prefix))
                .map(path -> "{\"rfilename\": \"" + path.substring(prefix.length()) + "\"}")
                .sorted()
                .collect(Collectors.joining(", "));
        return siblings.isEmpty()
                ? Reply.of(401, "Invalid username or password.").with("X-Error-Code", "RepoNotFound")
                : Reply.of(
                        200,
                        "{\"id\": \"" + repository + "\", \"sha\": \"" + COMMIT + "\", \"siblings\": [" + siblings
                                + "]}");
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                daemon(() -> answer(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            Request request = Request.read(socket.getInputStream());
            requests.add(request);
            Reply reply = scripts.stream()
                    .filter(script -> request.method().equals(script.method())
                            && request.path().endsWith(script.pathEnd()))
                    .map(script -> script.replies().poll())
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseGet(() -> usual(request));
            reply.send(socket, request, closing);
        } catch (IOException | InterruptedException e) {
            // The client went away, or the test is over.
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "fake hub");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Script(String method, String pathEnd, Queue<Reply> replies) {}

    /** What was asked for; header names are in lower case. */
    record Request(String method, String path, Map<String, String> headers) {

        private static final Pattern FIRST_LINE = Pattern.compile("(\\w+) (?:http://[^/]*)?(/\\S*) HTTP/1.1");

        private static Request read(InputStream stream) throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = stream.read();
                if (next < 0) {
                    throw new IOException("no request");
                }
                head.write(next);
            }
            String[] lines = head.toString(StandardCharsets.ISO_8859_1).split("\r\n", -1);
            Map<String, String> headers = new TreeMap<>();
            for (String line : Arrays.asList(lines).subList(1, lines.length - 2)) {
                headers.put(
                        line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT),
                        line.substring(line.indexOf(':') + 1).strip());
            }
            Matcher first = FIRST_LINE.matcher(lines[0]);
            if (!first.matches()) {
                throw new IOException("no request: " + lines[0]);
            }
            return new Request(first.group(1), first.group(2), headers);
        }

        @Nullable
        String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }

        int rangeStart() {
            String range = header("Range");
            return range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        }
    }

    /** How a connection ends. */
    enum Ending {
        CLOSE,
        RESET,
        STALL
    }

    /**
     * What is answered.
     *
     * @param sent how much of the body is sent before the connection ends as said
     * @param chunked whether the body comes in chunks, without a length
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Reply(int status, Map<String, String> headers, byte[] body, int sent, Ending ending, boolean chunked) {

        static Reply of(int status, String text) {
            return of(status, text.getBytes(StandardCharsets.UTF_8));
        }

        static Reply of(int status, byte[] body) {
            return new Reply(status, Map.of(), body, body.length, Ending.CLOSE, false);
        }

        Reply with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Reply(status, more, body, sent, ending, chunked);
        }

        Reply endingAfter(int bytes, Ending how) {
            return new Reply(status, headers, body, bytes, how, chunked);
        }

        Reply inChunks() {
            return new Reply(status, headers, body, sent, ending, true);
        }

        Reply from(int start) {
            if (start == 0) {
                return this;
            }
            byte[] rest = Arrays.copyOfRange(body, start, body.length);
            return new Reply(206, headers, rest, rest.length, ending, chunked)
                    .with("Content-Range", "bytes " + start + "-" + (body.length - 1) + "/" + body.length);
        }

        private void send(Socket socket, Request request, CountDownLatch closing)
                throws IOException, InterruptedException {
            OutputStream out = socket.getOutputStream();
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Said\r\nConnection: close\r\n");
            headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
            head.append(chunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: " + body.length + "\r\n");
            out.write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            if (!request.method().equals("HEAD")) {
                sendBody(out);
            }
            out.flush();
            if (ending == Ending.STALL) {
                closing.await();
            } else if (ending == Ending.RESET) {
                socket.setSoLinger(true, 0);
            }
        }

        private void sendBody(OutputStream out) throws IOException {
            if (!chunked) {
                out.write(body, 0, sent);
                return;
            }
            int middle = sent / 2;
            for (byte[] part : List.of(Arrays.copyOfRange(body, 0, middle), Arrays.copyOfRange(body, middle, sent))) {
                out.write((Integer.toHexString(part.length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                out.write(part);
                out.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
            }
            if (sent == body.length) {
                out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            }
        }
    }
}
