package io.github.clipunit.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.util.Platform;
import ai.onnxruntime.OrtEnvironment;
import com.google.gson.Gson;
import com.sun.jna.Native;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.model.EmbeddedModel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** Class loaders that each load clipunit and its libraries anew, as Quarkus and Spring Boot's DevTools do. */
class ClassLoadersTest {

    private static final String FOLDER = "src/test/resources/tiny-clip/split";

    /** All that scoring needs, and no provider of SLF4J. */
    private static final List<Class<?>> NEEDED = List.of(
            ClipScorer.class,
            LoadedTwice.class,
            OrtEnvironment.class,
            Encoding.class,
            Platform.class,
            Gson.class,
            Native.class,
            Logger.class);

    @TempDir
    private Path folder;

    @Test
    void should_score_in_each_as_in_the_first_and_without_a_word_of_slf4j() throws Exception {
        double pictogram = new LoadedTwice().applyAsDouble(EmbeddedModel.PICTOGRAM);
        double tiny = new LoadedTwice().applyAsDouble(FOLDER);
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream chosen = new PrintStream(said, true, StandardCharsets.UTF_8);
        System.setErr(chosen);
        try {
            for (int i = 0; i < 2; i++) {
                try (URLClassLoader loader = loader(List.of())) {
                    ToDoubleFunction<String> scores = scores(loader);
                    assertThat(scores.getClass()).isNotSameAs(LoadedTwice.class);
                    assertThat(scores.applyAsDouble(EmbeddedModel.PICTOGRAM)).isEqualTo(pictogram);
                    assertThat(scores.applyAsDouble(FOLDER)).isEqualTo(tiny);
                    assertThat(System.err).isSameAs(chosen);
                }
            }
        } finally {
            System.setErr(err);
        }
        assertThat(said.toString(StandardCharsets.UTF_8)).doesNotContain("SLF4J");
    }

    @Test
    void should_hold_back_nothing_where_slf4j_has_a_provider() throws Exception {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve("org.slf4j.spi.SLF4JServiceProvider"), "com.example.Missing");
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try (URLClassLoader loader = loader(List.of(folder.toUri().toURL()))) {
            assertThat(scores(loader).applyAsDouble(EmbeddedModel.PICTOGRAM)).isPositive();
        } finally {
            System.setErr(err);
        }
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("SLF4J", "com.example.Missing");
    }

    @Test
    void should_say_on_every_check_what_is_missing() throws Exception {
        List<URL> urls = new ArrayList<>(urls(NEEDED));
        URL onnxRuntime = urls(List.of(OrtEnvironment.class)).get(0);
        urls.remove(onnxRuntime);
        String message = "clipunit cannot use ONNX Runtime or DJL's tokenizers as they are on the class path"
                + " (java.lang.ClassNotFoundException: ai.onnxruntime.OrtException): it works with onnxruntime 1.19 to"
                + " 1.28, tokenizers 0.31 to 0.38 and ai.djl:api of the same version, but found:\n"
                + "  com.microsoft.onnxruntime:onnxruntime: none\n"
                + "  ai.djl.huggingface:tokenizers 0.38.0 in ["
                + urls(List.of(Encoding.class)).get(0) + "]\n"
                + "  ai.djl:api 0.38.0 in [" + urls(List.of(Platform.class)).get(0) + "]\n"
                + "Another dependency, a parent or a BOM decides these versions; to decide them yourself, add to"
                + " <dependencyManagement>:\n"
                + "  <dependency><groupId>com.microsoft.onnxruntime</groupId><artifactId>onnxruntime</artifactId>"
                + "<version>1.28.0</version></dependency>\n"
                + "  <dependency><groupId>ai.djl.huggingface</groupId><artifactId>tokenizers</artifactId>"
                + "<version>0.38.0</version></dependency>\n"
                + "  <dependency><groupId>ai.djl</groupId><artifactId>api</artifactId>"
                + "<version>0.38.0</version></dependency>";
        try (URLClassLoader loader =
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            ToDoubleFunction<String> scores = scores(loader);
            for (String model : List.of(EmbeddedModel.PICTOGRAM, EmbeddedModel.PICTOGRAM, FOLDER)) {
                assertThatThrownBy(() -> scores.applyAsDouble(model)).hasMessage(message);
            }
        }
    }

    /** In a JVM of its own, which believes to be on another system. */
    @Test
    void should_say_on_every_check_that_the_system_is_not_supported() throws Exception {
        Map<String, String> systems = Map.of(
                "Windows 11/aarch64", "use a JDK for x86_64, which Windows emulates",
                "Linux/riscv64", "run the tests on one of these, for instance in a Linux container");
        for (Map.Entry<String, String> entry : systems.entrySet()) {
            String[] system = entry.getKey().split("/", 2);
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-Dos.name=" + system[0],
                            "-Dos.arch=" + system[1],
                            "-cp",
                            System.getProperty("java.class.path"),
                            LoadedTwice.class.getName())
                    .redirectErrorStream(true)
                    .start();
            String message =
                    "clipunit runs on Linux with glibc (x86_64 and aarch64), macOS (aarch64) and Windows (x86_64),"
                            + " but this JVM is for [" + system[0] + ", " + system[1]
                            + "], which ONNX Runtime and DJL's tokenizers"
                            + " have no native library for: " + entry.getValue();
            assertThat(process.inputReader(StandardCharsets.UTF_8).lines()).containsExactly(message, message);
        }
    }

    private static URLClassLoader loader(List<URL> more) {
        return new URLClassLoader(
                Stream.concat(urls(NEEDED).stream(), more.stream()).toArray(URL[]::new),
                ClassLoader.getPlatformClassLoader());
    }

    private static List<URL> urls(List<Class<?>> types) {
        return types.stream()
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .toList();
    }

    @SuppressWarnings("unchecked") // its type is one of the JVM's own
    private static ToDoubleFunction<String> scores(ClassLoader loader) throws ReflectiveOperationException {
        return (ToDoubleFunction<String>) loader.loadClass(LoadedTwice.class.getName())
                .getDeclaredConstructor()
                .newInstance();
    }
}
