package io.github.clipunit.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.cache.CachingScorer;
import io.github.clipunit.model.EmbeddedModel;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.model.hub.ModelStore;
import io.github.clipunit.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user without a home, as with {@code docker run -u 1234}, and one whose home cannot be written. */
class HomelessTest {

    @TempDir
    Path folder;

    private Path checkout;
    private Path temporary;

    @BeforeEach
    void makeFolders() throws IOException {
        checkout = Files.createDirectories(folder.resolve("checkout"));
        temporary = Files.createDirectories(folder.resolve("tmp"));
    }

    /** What the JVM says where all of it went well: the score, and whatever was said beside it. */
    private List<String> run(Map<String, String> environment, String home) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Duser.home=" + home,
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                HomelessTest.class.getName());
        builder.environment()
                .keySet()
                .removeAll(List.of("HOME", "XDG_CACHE_HOME", "HF_HOME", "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"));
        builder.environment().putAll(environment);
        Process process =
                builder.directory(checkout.toFile()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return said.lines()
                .filter(line ->
                        line.startsWith("WARNING: clipunit") || line.startsWith("INFO") || line.startsWith("done"))
                .toList();
    }

    /** What each run does; nothing of it needs the network. */
    public static void main(String[] args) {
        Settings settings = Settings.of(Map.of("clipunit.offline", "true"));
        OnnxOptions options = OnnxOptions.of(settings);
        OnnxClipScorer towers = OnnxClipScorer.load(EmbeddedModel.pictogram(), options);
        try (ClipScorer scorer = new CachingScorer(towers, settings, options.scoring(), () -> {})) {
            scorer.embed("a fox");
        }
        try {
            ModelStore.of(settings).fetch("openai/clip-vit-base-patch32");
        } catch (ModelUnavailableException e) {
            System.out.println("done " + String.valueOf(e.getMessage()).replaceFirst(".* the cache \\[(.*?)].*", "$1"));
        }
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.skip(1)
                    .map(file -> folder.relativize(file).toString())
                    .filter(name -> !name.startsWith("onnxruntime-java")) // the runtime leaves an empty folder
                    .toList();
        }
    }

    @Test
    void should_do_without_a_home_and_leave_nothing() throws IOException {
        List<String> said = run(Map.of(), "?");

        assertThat(said).hasSize(2);
        assertThat(said.get(0))
                .startsWith(
                        "WARNING: clipunit stores nothing in [~], because this user has no home directory: it uses a"
                                + " temporary folder until this JVM ends, which costs time in each run. Make that"
                                + " folder writable for this user only, or set another one with XDG_CACHE_HOME,"
                                + " HF_HOME, clipunit.cache.dir or clipunit.cache.embeddings.dir");
        assertThat(said.get(1)).startsWith("done " + temporary.resolve("clipunit-cache"));
        assertThat(files(checkout)).isEmpty();
        assertThat(files(temporary)).isEmpty();
    }

    @Test
    void should_use_home_as_the_environment_has_it() throws IOException {
        Path home = Files.createDirectories(folder.resolve("home"));

        assertThat(run(Map.of("HOME", home.toString()), "?"))
                .containsExactly("done " + home.resolve(".cache/huggingface/hub"));
        assertThat(home.resolve(".cache/clipunit/embeddings/index")).isRegularFile();
        assertThat(files(checkout)).isEmpty();
        assertThat(files(temporary)).isEmpty();
    }

    @Test
    void should_do_with_a_home_that_cannot_be_written() throws IOException {
        Path home = Files.writeString(folder.resolve("home"), "no folder");

        List<String> said = run(Map.of("HOME", home.toString()), home.toString());

        assertThat(said).hasSize(2);
        assertThat(said.get(0))
                .startsWith("WARNING: clipunit stores nothing in [" + home.resolve(".cache/clipunit/embeddings")
                        + "], because it cannot be created: ");
        assertThat(said.get(1)).isEqualTo("done " + home.resolve(".cache/huggingface/hub"));
        assertThat(files(checkout)).isEmpty();
        assertThat(files(temporary)).isEmpty();
    }
}
