package io.github.clipunit.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.model.EmbeddedModel;
import io.github.clipunit.model.ModelUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScorerOpeningTest {

    private static final ClipImage FOX = ClipImage.of(Path.of("src/test/resources/pictures/fox.png"));

    @TempDir
    private Path folder;

    private Map<String, String> cached() {
        return Map.of("clipunit.cache.embeddings.dir", folder.resolve("cache").toString());
    }

    @Test
    void should_score_as_tests_do_without_the_parameters_of_generators() {
        try (ClipScorer opened = OnnxClipScorer.open("pictogram", cached());
                ClipScorer loaded = OnnxClipScorer.load(EmbeddedModel.pictogram(), OnnxOptions.defaults())) {
            assertThat(opened.score(FOX, "a fox --ar 16:9 --v 6").cosine())
                    .isEqualTo(loaded.score(FOX, "a fox").cosine());
        }
    }

    @Test
    void should_keep_embeddings_for_the_next_program() throws IOException {
        double first;
        try (ClipScorer clip = OnnxClipScorer.open("pictogram", cached())) {
            first = clip.score(FOX, "a fox").cosine();
        }
        Map<String, Long> kept = sizes();
        assertThat(kept).isNotEmpty();
        try (ClipScorer clip = OnnxClipScorer.open("pictogram", cached())) {
            assertThat(clip.score(FOX, "a fox").cosine()).isEqualTo(first);
        }
        assertThat(sizes()).isEqualTo(kept);
    }

    private Map<String, Long> sizes() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
            return files.filter(Files::isRegularFile).collect(Collectors.toMap(Path::toString, file -> file.toFile()
                    .length()));
        }
    }

    @Test
    void should_keep_nothing_where_the_settings_say_so() {
        Path cache = folder.resolve("cache");
        try (ClipScorer clip = OnnxClipScorer.open(
                "pictogram",
                Map.of("clipunit.cache.embeddings", "off", "clipunit.cache.embeddings.dir", cache.toString()))) {
            assertThat(clip.score(FOX, "a fox").cosine()).isBetween(0.1, 1.0);
        }
        assertThat(cache).doesNotExist();
    }

    @Test
    void should_name_the_nearest_setting_of_one_that_no_scorer_has() {
        assertThatThrownBy(() -> OnnxClipScorer.open("pictogram", Map.of("clipunit.thread", "2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "unknown setting of a scorer [clipunit.thread]; did you mean clipunit.threads? choose one of: "
                                + "clipunit.cache.dir, clipunit.cache.embeddings, clipunit.cache.embeddings.dir,"
                                + " clipunit.cache.embeddings.megabytes, clipunit.device, clipunit.image.max-bytes,"
                                + " clipunit.image.max-pixels, clipunit.image.orientation, clipunit.lock.file,"
                                + " clipunit.model, clipunit.offline, clipunit.precision,"
                                + " clipunit.prompt.overflow, clipunit.prompt.parameters, clipunit.quiet,"
                                + " clipunit.reference.file, clipunit.threads");
    }

    @Test
    void should_say_which_setting_cannot_be_read() {
        assertThatThrownBy(() -> OnnxClipScorer.open("pictogram", Map.of("clipunit.threads", "many")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("clipunit.threads = [many] (set explicitly) cannot be read: ");
    }

    @Test
    void should_refuse_values_that_this_model_would_never_read_and_models_without_a_name() {
        assertThatThrownBy(() -> OnnxClipScorer.open("pictogram", Map.of("clipunit.offline", "perhaps")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("clipunit.offline = [perhaps] (set explicitly) cannot be read: ");
        assertThatThrownBy(() -> OnnxClipScorer.open("pictogram", Map.of("clipunit.model", "other")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("clipunit.model [other] must not be among the settings, because the model [pictogram] is"
                        + " given separately");
        for (String name : new String[] {"", null}) {
            assertThatThrownBy(() -> OnnxClipScorer.open(name))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a model's name [" + name + "] must not be null or blank; name pictogram, a model"
                            + " directory or a model of the Hub");
        }
    }

    @Test
    @SuppressWarnings("NullAway") // what a user without annotations may do
    void should_take_null_for_no_name_and_no_value() {
        assertThatThrownBy(() -> OnnxClipScorer.shared(null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a model's name [null] must not be null or blank; ");
        Map<String, String> settings = new HashMap<>();
        settings.put("clipunit.cache.dir", null);
        assertThatThrownBy(() -> OnnxClipScorer.open("pictogram", settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("setting clipunit.cache.dir must not be null; omit it to use the system property or"
                        + " environment variable");
    }

    @Test
    void should_share_one_scorer_in_a_jvm_that_nobody_closes() {
        List<ClipScorer> scorers = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> OnnxClipScorer.shared("pictogram", Map.of("clipunit.cache.embeddings", "off")))
                .toList();
        assertThat(scorers.stream().map(System::identityHashCode).distinct()).hasSize(1);
        double before = scorers.get(0).score(FOX, "a fox").cosine();
        scorers.forEach(ClipScorer::close);
        assertThat(scorers.get(1).score(FOX, "a fox").cosine()).isEqualTo(before);
    }

    @Test
    void should_try_again_after_a_model_could_not_be_had() throws IOException {
        Path model = folder.resolve("late");
        Map<String, String> offline = Map.of(
                "clipunit.offline",
                "true",
                "clipunit.cache.embeddings",
                "off",
                "clipunit.cache.dir",
                folder.resolve("hub").toString());
        assertThatThrownBy(() -> OnnxClipScorer.shared(model.toString(), offline))
                .isInstanceOf(ModelUnavailableException.class);
        assertThat(model("late")).isEqualTo(model);
        assertThat(OnnxClipScorer.shared(model.toString(), offline)
                        .embed("a fox")
                        .dimension())
                .isEqualTo(32);
    }

    private Path model(String name) throws IOException {
        Path source = Path.of("src/test/resources/tiny-clip/split");
        Path target = folder.resolve(name);
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path copy = target.resolve(source.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        return target;
    }
}
