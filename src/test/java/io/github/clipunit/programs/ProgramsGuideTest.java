package io.github.clipunit.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.onnx.OnnxClipScorer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps the page's programs and output equal to what is run and printed. */
class ProgramsGuideTest {

    private static final Path PAGE = Path.of("docs/programs.md");
    private static final Path HERE = Path.of("src/test/java/io/github/clipunit/programs");
    private static final Path PICTURES = Path.of("src/test/resources/pictures");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    void should_show_only_code_that_is_run() throws IOException {
        String sources;
        try (Stream<Path> files = Files.list(HERE)) {
            sources = files.map(ProgramsGuideTest::read)
                    .map(ProgramsGuideTest::squeezed)
                    .collect(Collectors.joining("\n"));
        }
        List<String> snippets = JAVA.matcher(Files.readString(PAGE))
                .results()
                .map(match -> squeezed(match.group(1)))
                .toList();
        assertThat(snippets).hasSize(4).allSatisfy(snippet -> assertThat(sources)
                .contains(snippet));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+\\.", ".").replaceAll("\\s+", " ").strip();
    }

    private void paint(String name, String prompt) throws IOException {
        Files.copy(PICTURES.resolve(name + ".png"), folder.resolve(name + ".png"));
        Files.writeString(folder.resolve(name + ".txt"), prompt);
    }

    /** The program of the page, as a process of its own. */
    @Test
    void should_run_the_nightly_program_as_the_page_shows_it() throws Exception {
        paint("fox", "an icon of a fox");
        paint("cat", "an icon of a cat");
        paint("pizza", "an icon of a slice of pizza");
        Files.writeString(folder.resolve("late.png"), "");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dclipunit.cache.embeddings=off",
                        NightlyScores.class.getName(),
                        "pictogram",
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).as("a picture has no score").isEqualTo(1);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .isEqualTo("late.png has no score: io.github.clipunit.image.UnreadableImageException: picture ["
                        + folder.resolve("late.png") + "] is empty: 0 bytes");
        assertThat(lines.get(1)).matches("3 pictures, mean 0\\.[3-6]\\d{3}, one in ten below 0\\.[2-6]\\d{3}");
        assertThat(Files.readString(PAGE)).contains(lines.get(1));
    }

    @Test
    void should_answer_many_requests_by_one_scorer() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.createContext("/", ScoreService::answer);
        server.start();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/?prompt=an+icon+of+a+fox");
        HttpRequest request = HttpRequest.newBuilder(address)
                .POST(BodyPublishers.ofFile(PICTURES.resolve("fox.png")))
                .build();
        HttpClient client = HttpClient.newHttpClient();
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 8)
                .mapToObj(i -> client.sendAsync(request, BodyHandlers.ofString()))
                .toList();
        try (ClipScorer clip = OnnxClipScorer.open("pictogram")) {
            double expected = clip.score(ClipImage.of(PICTURES.resolve("fox.png")), "an icon of a fox")
                    .cosine();
            assertThat(answers)
                    .allSatisfy(answer ->
                            assertThat(Double.parseDouble(answer.join().body())).isCloseTo(expected, within(1e-6)));
        }
        server.stop(0);
    }

    @Test
    void should_merge_the_sums_of_two_machines() throws IOException {
        assertThat(Merging.countOfBoth(
                        Merging.sums(PICTURES.resolve("fox.png")), Merging.sums(PICTURES.resolve("cat.png"))))
                .isEqualTo(2);
        assertThat(PictureTable.scores()).containsExactly("fox", "gone: no picture");
    }
}
