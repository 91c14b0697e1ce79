package io.github.clipunit.model.hub;

import static io.github.clipunit.model.hub.StoreFixture.ID;
import static io.github.clipunit.model.hub.StoreFixture.REPOSITORY;
import static io.github.clipunit.model.hub.StoreFixture.UNKNOWN;
import static io.github.clipunit.model.hub.StoreFixture.VISION;
import static io.github.clipunit.model.hub.StoreFixture.content;
import static io.github.clipunit.model.hub.StoreFixture.sha256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.clipunit.model.ModelDirectory;
import io.github.clipunit.model.ModelUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {

    private StoreFixture fixture;

    @BeforeEach
    void start(@TempDir Path folder) {
        fixture = new StoreFixture(folder);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void should_fetch_what_a_scorer_needs_and_nothing_else() {
        ModelDirectory model = fixture.store().fetch(ID);

        assertThat(model.id()).isEqualTo(ID);
        assertThat(model.hashes())
                .containsOnlyKeys(
                        "config.json",
                        "preprocessor_config.json",
                        "tokenizer.json",
                        "onnx/vision_model.onnx",
                        "onnx/text_model.onnx")
                .allSatisfy((name, hash) -> assertThat(hash).isEqualTo(sha256(name)));
        assertThat(model.require("vision_model.onnx").read()).isEqualTo(content(VISION));
        assertThat(model.find("vision_model_quantized.onnx")).isEmpty();
        assertThat(fixture.elsewhere.requests()).hasSize(2);
    }

    @Test
    void should_lay_the_files_out_as_the_hub_cache() throws IOException {
        fixture.store().fetch(ID);

        Path pointer = fixture.snapshot(REPOSITORY).resolve(VISION);
        assertThat(Files.readSymbolicLink(pointer)).hasToString("../../../blobs/" + sha256(VISION));
        assertThat(Files.readSymbolicLink(fixture.snapshot(REPOSITORY).resolve("config.json")))
                .hasToString("../../blobs/" + FakeHub.gitSha1(content("config.json")));
        assertThat(fixture.blob(VISION)).hasBinaryContent(content(VISION));
        assertThat(fixture.incomplete(VISION)).doesNotExist();
    }

    @Test
    void should_ask_nobody_if_the_cache_has_the_model() {
        fixture.store().fetch(ID);
        int asked = fixture.hub.requests().size();

        ModelDirectory again = fixture.store().fetch(ID);

        assertThat(again.hashes()).hasSize(5);
        assertThat(fixture.hub.requests()).hasSize(asked);
    }

    @Test
    void should_fetch_the_graphs_of_the_chosen_precision() {
        fixture.settings.put("clipunit.precision", "int8");

        ModelDirectory model = fixture.store().fetch(ID);

        assertThat(model.require("vision_model.onnx").name()).isEqualTo("onnx/vision_model_quantized.onnx");
        assertThat(model.hashes()).doesNotContainKey(VISION);
        assertThatExceptionOfType(ModelUnavailableException.class)
                .isThrownBy(() -> model.require("model.onnx"))
                .withMessageStartingWith(
                        "model [openai/tiny] lacks model_quantized.onnx: looked at the root and under onnx/");
    }

    @Test
    void should_have_the_same_hashes_as_the_folder_it_lies_in() {
        ModelDirectory model = fixture.store().fetch(ID);

        assertThat(ModelDirectory.of(fixture.snapshot(REPOSITORY)).hashes()).isEqualTo(model.hashes());
    }

    @Test
    void should_take_the_tokenizers_settings_along_if_there_are_any() {
        fixture.hub.file(UNKNOWN, "tokenizer_config.json", StoreFixture.text("{}"));

        ModelDirectory model = fixture.store().fetch(UNKNOWN);

        assertThat(model.find("tokenizer_config.json")).isPresent();
        assertThat(model.hashes()).containsKey("tokenizer_config.json");
    }

    @Test
    void should_pin_a_model_that_the_catalog_does_not_know() {
        fixture.store().fetch(UNKNOWN);

        assertThat(fixture.folder.resolve("clipunit-models.lock"))
                .content()
                .contains(
                        "\"" + UNKNOWN + "\"",
                        "\"revision\": \"" + FakeHub.COMMIT + "\"",
                        "\"sha256\": \"" + sha256(VISION) + "\"");
        assertThat(fixture.cache.resolve("models--someone--other-model/refs/main"))
                .hasContent(FakeHub.COMMIT);
    }
}
