package io.github.clipunit.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.clipunit.internal.Project;
import io.github.clipunit.model.ModelDirectory;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelNamesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Settings offline() {
        return Settings.of(Map.of("clipunit.offline", "true", "clipunit.cache.dir", "hub"))
                .in(new Project(folder));
    }

    @Test
    void should_take_a_folder_before_a_hub_id() {
        assertThat(ModelNames.find(folder.toString(), offline()).place()).isEqualTo("[" + folder + "]");
    }

    @Test
    void should_look_for_a_folder_in_the_module() throws IOException {
        Path mine = Files.createDirectories(folder.resolve("models/mine"));

        assertThat(ModelNames.find("models/mine", offline()).place()).isEqualTo("[" + mine + "]");
    }

    @Test
    void should_look_for_a_hub_id_in_the_cache() throws IOException {
        Path repository = folder.resolve("hub/models--someone--clip");
        Path snapshot = repository.resolve("snapshots").resolve(FakeHub.COMMIT);
        Files.createDirectories(snapshot.resolve("onnx"));
        Files.createDirectories(repository.resolve("refs"));
        Files.writeString(repository.resolve("refs/main"), FakeHub.COMMIT);
        for (String name :
                new String[] {"config.json", "preprocessor_config.json", "tokenizer.json", "onnx/model.onnx"}) {
            Files.writeString(snapshot.resolve(name), name);
        }

        ModelDirectory model = ModelNames.find("someone/clip", offline());

        assertThat(model.require("model.onnx").path()).contains(snapshot.resolve("onnx/model.onnx"));
        assertThat(folder.resolve("clipunit-models.lock")).content().contains("\"someone/clip\"", FakeHub.COMMIT);
    }

    @Test
    void should_name_the_three_ways_to_the_default_model() {
        assertThatExceptionOfType(ModelUnavailableException.class)
                .isThrownBy(() -> ModelNames.find(ModelNames.MODEL.defaultText(), offline()))
                .withMessageContainingAll(
                        "model [openai/clip-vit-base-patch32] cannot be used",
                        "downloads are off (clipunit.offline=true)",
                        "let it download, or run clipunit models fetch openai/clip-vit-base-patch32",
                        "put a Hugging Face ONNX export into a folder and set clipunit.model to its path",
                        "clipunit.model=pictogram")
                .withMessageNotContaining("was meant as a folder");
    }

    @Test
    void should_say_that_a_name_like_a_hub_id_is_no_folder_either() {
        assertThatExceptionOfType(ModelUnavailableException.class)
                .isThrownBy(() -> ModelNames.find("modles/clip", offline()))
                .withMessageEndingWith(". If [modles/clip] was meant as a folder: there is none at ["
                        + folder.resolve("modles/clip") + "]");
    }

    @Test
    void should_tell_a_git_lfs_pointer_from_a_model() throws IOException {
        Path file = folder.resolve("model.onnx");
        Files.writeString(
                file, "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0".repeat(64) + "\nsize 5\n");

        assertThatExceptionOfType(ModelUnavailableException.class)
                .isThrownBy(() -> ModelDirectory.of(folder).find("model.onnx"))
                .withMessage("[" + file + "] is a Git LFS pointer, not the model file itself: the repository was cloned"
                        + " without Git LFS. Fetch the files: git lfs install && git lfs pull");
    }
}
