package io.github.clipunit.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.clipunit.model.FolderModel;
import io.github.clipunit.model.ModelDirectory;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.model.Precision;
import io.github.clipunit.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

    @TempDir
    private Path home;

    private final Properties properties = new Properties();
    private final TreeMap<String, String> environment = new TreeMap<>();
    private final TreeMap<String, Path> caches = new TreeMap<>();
    private List<String> jars = List.of("onnxruntime-1.28.0.jar", "tokenizers-0.38.0.jar", "api-0.38.0.jar");
    private Supplier<ModelDirectory> model = () -> FolderModel.of(home.resolve("tiny"), "acme/tiny", Precision.FP32);
    private double score = Doctor.KNOWN;

    @BeforeEach
    void makeMachine() throws IOException {
        assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        properties.putAll(Map.of(
                "java.version", "17.0.15",
                "java.vendor", "Acme",
                "java.home", "/opt/java",
                "os.name", "Linux",
                "os.version", "6.1",
                "os.arch", "amd64",
                "user.home", home.toString()));
    }

    private String examined(boolean isWell) throws IOException {
        StringWriter out = new StringWriter();
        Machine machine = new Machine(
                environment,
                properties,
                jars.stream().map(jar -> home.resolve("lib").resolve(jar)).toList(),
                caches,
                () -> "[https://hub.example] cannot be reached (no route)",
                model,
                () -> score);
        assertThat(Doctor.examine(machine, new PrintWriter(out, true))).isEqualTo(isWell);
        String owner = Files.getOwner(home).getName();
        return out.toString()
                .replace("\r\n", "\n")
                .replaceAll("[\\d.]+ GB free", "12.3 GB free")
                .replace(", of " + owner + ",", ", of OWNER,");
    }

    private Path folder(String name, String mode) throws IOException {
        Path folder = Files.createDirectory(home.resolve(name));
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
    }

    @Test
    void should_tell_all_and_find_nothing_wrong_without_a_network() throws IOException {
        jars = List.of(
                "clipunit-0.1.0.jar",
                "onnxruntime-1.28.0.jar",
                "tokenizers-0.38.0.jar",
                "api-0.38.0.jar",
                "junit-jupiter-api-5.14.2.jar",
                "junit-platform-launcher-1.14.2.jar",
                "assertj-core-3.27.7.jar");
        caches.put("embeddings", folder("embeddings", "rwxr-xr-x"));
        caches.put("models", home.resolve("none"));
        Files.writeString(folder("tiny", "rwx------").resolve("model.onnx"), "x");
        environment.put("HTTPS_PROXY", "http://fox:secret@proxy.example:3128");
        environment.put("HF_TOKEN", "hf_abcdefghijklmnopqrstuvwxyz");
        environment.put("PATH", "/bin");
        properties.setProperty("clipunit.model", "acme/tiny");
        assertThat(examined(true)).isEqualTo("""
                ```text
                ok     java        17.0.15 (Acme) in [/opt/java]
                ok     system      Linux 6.1 amd64
                ok     class path  [~/lib/onnxruntime-1.28.0.jar]
                ok     class path  [~/lib/tokenizers-0.38.0.jar]
                ok     class path  [~/lib/api-0.38.0.jar]
                ok     class path  [~/lib/clipunit-0.1.0.jar]
                ok     class path  [~/lib/junit-jupiter-api-5.14.2.jar]
                ok     class path  [~/lib/junit-platform-launcher-1.14.2.jar]
                ok     class path  [~/lib/assertj-core-3.27.7.jar]
                ok     home        folder [~]: 12.3 GB free, of OWNER, rwx------
                ok     cache       embeddings [~/embeddings]: 12.3 GB free, of OWNER, rwxr-xr-x
                ok     cache       models [~/none], to be created in [~]: 12.3 GB free, of OWNER, rwx------
                ok     proxy       HTTPS_PROXY=http://proxy.example:3128
                ok     hub         [https://hub.example] cannot be reached (no route)
                ok     model       [acme/tiny] in [~/tiny]
                ok     model       2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881  model.onnx
                ok     score       a drawn picture and its prompt have the cosine 0.4224, expected 0.4224
                ok     setting     -Dclipunit.model=acme/tiny
                ok     setting     HF_TOKEN=***
                nothing is wrong
                ```
                """);
    }

    @Test
    void should_find_what_is_wrong() throws IOException {
        jars = List.of(
                "onnxruntime-1.28.0.jar", "onnxruntime_gpu-1.20.0.jar", "tokenizers-0.38.0.jar", "api-0.38.0.jar");
        caches.put("models", folder("models", "rwxrwxrwx"));
        properties.setProperty("user.home", "?");
        model = () -> {
            throw new ModelUnavailableException(
                    "the cache lacks it, and downloads are off (clipunit.offline=true). Ways");
        };
        score = Double.NaN;
        assertThat(examined(false).replace(home.toString(), "HOME"))
                .contains(
                        "WRONG  class path  [HOME/lib/onnxruntime-1.28.0.jar] and"
                                + " [HOME/lib/onnxruntime_gpu-1.20.0.jar]: only one can be right\n",
                        "WRONG  home        [?] is not a folder: set HOME, or -Duser.home\n",
                        "WRONG  cache       models [HOME/models]: 12.3 GB free, of OWNER, rwxrwxrwx; others can write"
                                + " to it: chmod go-w\n",
                        "ok     model       not on disk: the cache lacks it\n",
                        "WRONG  score       a drawn picture and its prompt have the cosine NaN, expected 0.4224\n",
                        "\n4 wrong\n```\n");
    }

    /** The cache looks at what a folder lies in, so the doctor does. */
    @Test
    void should_find_a_folder_wrong_that_lies_in_one_that_others_may_write() throws IOException {
        Path open = folder("open", "rwxrwxrwx");
        Path inside = Files.createDirectory(open.resolve("embeddings"));
        caches.put("embeddings", Files.setPosixFilePermissions(inside, PosixFilePermissions.fromString("rwx------")));
        assertThat(examined(false))
                .contains("WRONG  cache       embeddings [~/open/embeddings]: 12.3 GB free, of OWNER, rwx------; others"
                        + " can write to [~/open] (mode 777)\n");
    }

    @Test
    void should_look_at_this_machine() {
        Machine machine = Machine.ofJvm(Settings.of(Map.of("clipunit.offline", "true")), "target/classes");
        assertThat(machine.caches()).containsOnlyKeys("embeddings", "models", "tokenizers' library");
        assertThat(machine.hub().get()).endsWith(" is not contacted, because of clipunit.offline=true");
        assertThat(machine.score().get()).isCloseTo(Doctor.KNOWN, within(0.001));
    }
}
