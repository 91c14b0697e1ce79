package io.github.clipunit.model.hub;

import static io.github.clipunit.model.hub.StoreFixture.ID;
import static io.github.clipunit.model.hub.StoreFixture.UNKNOWN;
import static io.github.clipunit.model.hub.StoreFixture.VISION;
import static io.github.clipunit.model.hub.StoreFixture.bytes;
import static io.github.clipunit.model.hub.StoreFixture.content;
import static io.github.clipunit.model.hub.StoreFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.clipunit.internal.Sha256;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.model.hub.FakeHub.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of the Hub, who gets the token, and what its refusals are turned into. */
class HubAnswersTest {

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
    void should_send_the_token_to_the_hub_and_to_nobody_else() {
        fixture.environment.put("HF_TOKEN", "hf_secret");

        fixture.store().fetch(ID);

        assertThat(fixture.hub.requests()).isNotEmpty().allSatisfy(request -> assertThat(
                        request.header("Authorization"))
                .isEqualTo("Bearer hf_secret"));
        assertThat(fixture.elsewhere.requests()).hasSize(2).allSatisfy(request -> assertThat(
                        request.header("Authorization"))
                .isNull());
    }

    @Test
    void should_use_the_token_of_a_login_unless_told_not_to() throws IOException {
        Path home = fixture.folder.resolve("no-home");
        Files.createDirectories(home);
        Files.writeString(home.resolve("token"), "hf_login\n");
        fixture.store().fetch(UNKNOWN);
        assertThat(fixture.hub.requests().get(0).header("Authorization")).isEqualTo("Bearer hf_login");

        fixture.environment.put("HF_HUB_DISABLE_IMPLICIT_TOKEN", "1");
        int before = fixture.hub.requests().size();
        fixture.store().fetch(ID);
        assertThat(fixture.hub.requests().get(before).header("Authorization")).isNull();
    }

    @Test
    void should_follow_a_redirect_of_a_renamed_repository() {
        fixture.hub.script(
                "HEAD",
                "/Xenova/tiny/resolve/" + FakeHub.COMMIT + "/" + VISION,
                Reply.of(307, "Moved").with("Location", "/" + UNKNOWN + "/resolve/" + FakeHub.COMMIT + "/" + VISION));

        assertThat(fixture.store().fetch(ID).require("vision_model.onnx").read())
                .isEqualTo(content(VISION));
    }

    @Test
    void should_refuse_redirects_without_end() {
        Reply loop = Reply.of(302, "Found").with("Location", "/Xenova/tiny/resolve/" + FakeHub.COMMIT + "/config.json");
        Reply[] loops = new Reply[60];
        Arrays.fill(loops, loop);
        fixture.hub.script("HEAD", "/config.json", loops);

        assertThat(fixture.failure(ID)).contains("could not be fetched", "more than 10 redirects");
    }

    @Test
    void should_say_that_a_model_is_gated() {
        fixture.hub.script("HEAD", "config.json", Reply.of(403, "").with("X-Error-Code", "GatedRepo"));

        assertThat(fixture.failure(ID))
                .isEqualTo(
                        "[config.json] of [Xenova/tiny] is refused (HTTP 403 GatedRepo from [" + fixture.hub.endpoint()
                                + "/Xenova/tiny/resolve/" + FakeHub.COMMIT
                                + "/config.json]): the model is gated or private, and no"
                                + " token was sent. Accept its terms at " + fixture.hub.endpoint()
                                + "/Xenova/tiny and set the environment variable HF_TOKEN to a token from "
                                + fixture.hub.endpoint() + "/settings/tokens");
    }

    @Test
    void should_say_that_a_token_gives_no_access_and_not_show_it() {
        fixture.environment.put("HF_TOKEN", "hf_secret");
        fixture.hub.script("HEAD", "config.json", Reply.of(401, ""));

        assertThat(fixture.failure(ID))
                .contains("HTTP 401", "the token that was sent gives no access")
                .doesNotContain("hf_secret");
    }

    @Test
    void should_say_that_the_hub_has_no_such_repository() {
        assertThat(fixture.failure("someone/no-model"))
                .startsWith("no model [someone/no-model]: there is no folder ["
                        + Path.of("someone/no-model").toAbsolutePath() + "], and the Hub at [" + fixture.hub.endpoint()
                        + "] has no such repository (HTTP 401 RepoNotFound from [" + fixture.hub.endpoint()
                        + "/api/models/someone/no-model/revision/main]), or it is private. Ways to get one: check the"
                        + " spelling, or set HF_TOKEN for a private one; or put");
    }

    @Test
    void should_name_the_nearest_for_a_name_that_is_none() {
        assertThat(fixture.failure("Tinny"))
                .startsWith(
                        "no model [Tinny]: it is neither a name that clipunit models list shows, nor a Hub id of the"
                                + " form owner/name, nor a folder (looked at ["
                                + Path.of("Tinny").toAbsolutePath() + "])")
                .endsWith(". Did you mean [openai/tiny]?");
        assertThat(fixture.failure("Pictogrm")).endsWith(". Did you mean [pictogram]?");
        assertThat(fixture.failure("clip-vit-base")).doesNotContain("Did you mean");
        assertThat(fixture.failure("openai/tyni")).endsWith(". Did you mean [openai/tiny]?");
        fixture.settings.put("clipunit.offline", "true");
        assertThat(fixture.failure("openia/tiny")).endsWith(". Did you mean [openai/tiny]?");
        fixture.settings.remove("clipunit.offline");
        int before = fixture.hub.requests().size();
        assertThat(fixture.failure("../up/model")).startsWith("no model [../up/model]");
        assertThat(fixture.failure("owner/na--me")).startsWith("no model [owner/na--me]");
        assertThat(fixture.hub.requests()).hasSize(before);
    }

    @Test
    void should_say_which_file_is_missing_at_that_precision() {
        fixture.settings.put("clipunit.precision", "fp16");

        assertThat(fixture.failure(ID))
                .startsWith("[Xenova/tiny] has no file [onnx/vision_model_fp16.onnx] at revision " + FakeHub.COMMIT
                        + " (HTTP 404 EntryNotFound from [")
                .endsWith("]): this repository is not laid out as an ONNX export, or not at this precision"
                        + " (clipunit.precision)");
    }

    @Test
    void should_say_what_a_repository_of_another_layout_lacks() {
        fixture.hub.file("someone/pytorch", "config.json", text("{}"));
        fixture.hub.file("someone/pytorch", "model.safetensors", text("…"));

        assertThat(fixture.failure("someone/pytorch"))
                .isEqualTo("[someone/pytorch] at revision " + FakeHub.COMMIT + " is not laid out as an ONNX export: it"
                        + " lacks preprocessor_config.json, tokenizer.json, vision_model.onnx with text_model.onnx (or"
                        + " model.onnx) at the root or under onnx/; its graphs are []. Look on the Hub for an ONNX export"
                        + " of the model, often under onnx-community or Xenova");
    }

    @Test
    void should_fetch_a_combined_graph_with_its_weights_beside_it() {
        for (String name : new String[] {"config.json", "preprocessor_config.json", "tokenizer.json"}) {
            fixture.hub.file("someone/combined", name, text(name));
        }
        fixture.hub.file("someone/combined", "onnx/model.onnx", bytes(900, 5));
        fixture.hub.file("someone/combined", "onnx/model.onnx_data", bytes(5000, 6));
        fixture.hub.file("someone/combined", "onnx/model_q4.onnx", bytes(900, 7));

        assertThat(fixture.store().fetch("someone/combined").hashes())
                .containsOnlyKeys(
                        "config.json",
                        "preprocessor_config.json",
                        "tokenizer.json",
                        "onnx/model.onnx",
                        "onnx/model.onnx_data");
    }

    /** immich's exports of over 2 GB keep weights in files of any name beside the graph. */
    @Test
    void should_fetch_weights_beside_a_graph_of_open_clips() {
        String weights = "visual/3b719d32-4886-11ef-a2ee-00155d655292";
        for (String name : List.of(
                "config.json",
                "visual/preprocess_cfg.json",
                "visual/model.onnx",
                "visual/rknpu/model.rknn",
                "visual/model.armnn",
                weights,
                "textual/model.onnx",
                "textual/tokenizer.json",
                "textual/vocab.json",
                "textual/merges.txt")) {
            fixture.hub.file("someone/immich", name, text(name));
        }

        assertThat(fixture.store().fetch("someone/immich").hashes())
                .containsOnlyKeys(
                        "config.json",
                        "visual/preprocess_cfg.json",
                        "visual/model.onnx",
                        weights,
                        "textual/model.onnx",
                        "textual/tokenizer.json");
    }

    @Test
    void should_refuse_what_the_hub_announces_if_it_is_not_what_the_catalog_pins() {
        Map<String, byte[]> others = new HashMap<>(StoreFixture.FILES);
        others.put(VISION, bytes(300_000, 99));
        String pinned = Sha256.hex(bytes(300_000, 99));

        assertThatExceptionOfType(ModelUnavailableException.class)
                .isThrownBy(() -> fixture.store(StoreFixture.catalog(others)).fetch(ID))
                .withMessage("[onnx/vision_model.onnx] of [Xenova/tiny] at revision " + FakeHub.COMMIT
                        + " is not what the"
                        + " catalog pins: expected 300000 bytes, SHA-256 " + pinned
                        + ", the Hub announces 300000 bytes,"
                        + " content " + StoreFixture.sha256(VISION) + ". Check HF_ENDPOINT: its mirror has another file"
                        + " under this name");
        assertThat(fixture.elsewhere.requests()).isEmpty();
    }

    @Test
    void should_refuse_a_page_that_is_not_the_hubs() {
        fixture.hub.script("HEAD", "config.json", Reply.of(200, "<html>Log in</html>"));

        assertThat(fixture.failure(ID))
                .startsWith("[config.json] of [Xenova/tiny] at revision " + FakeHub.COMMIT
                        + " is not what the catalog pins");
        fixture.hub.script("GET", "/revision/main", Reply.of(200, "<html>Log in</html>"));
        assertThat(fixture.failure(UNKNOWN))
                .contains(
                        "does not answer as the Hub does when asked for [someone/other-model]: its list of files is not"
                                + " JSON; a captive portal");
    }

    @Test
    void should_pin_at_the_first_download_and_keep_to_it() throws IOException {
        fixture.store().fetch(UNKNOWN);
        Path lock = fixture.folder.resolve("clipunit-models.lock");
        String pinned = Files.readString(lock);
        fixture.settings.put(
                "clipunit.cache.dir", fixture.folder.resolve("another").toString());
        int before = fixture.hub.requests().size();

        fixture.store().fetch(UNKNOWN);

        assertThat(fixture.hub.requests().subList(before, fixture.hub.requests().size()))
                .noneMatch(request -> request.path().endsWith("/revision/main"))
                .anyMatch(request -> request.path().endsWith("/revision/" + FakeHub.COMMIT));
        assertThat(lock).hasContent(pinned);
    }

    @Test
    void should_refuse_what_differs_from_the_lock_file() throws IOException {
        fixture.store().fetch(UNKNOWN);
        Path lock = fixture.folder.resolve("clipunit-models.lock");
        String other = Sha256.hex(new byte[0]);
        Files.writeString(lock, Files.readString(lock).replace(StoreFixture.sha256(VISION), other));
        fixture.settings.put(
                "clipunit.cache.dir", fixture.folder.resolve("another").toString());

        assertThat(fixture.failure(UNKNOWN))
                .isEqualTo("[onnx/vision_model.onnx] of [someone/other-model] at revision " + FakeHub.COMMIT
                        + " is not what"
                        + " clipunit-models.lock pins: expected 300000 bytes, SHA-256 " + other + ", the Hub announces"
                        + " 300000 bytes, content " + StoreFixture.sha256(VISION)
                        + ". If the new content is wanted, delete"
                        + " the model's entry in clipunit-models.lock");
    }

    @Test
    void should_add_another_precisions_files_to_the_lock_file() {
        fixture.store().fetch(UNKNOWN);
        fixture.settings.put("clipunit.precision", "int8");
        fixture.store().fetch(UNKNOWN);

        assertThat(new ModelLock(fixture.folder.resolve("clipunit-models.lock")).find(UNKNOWN))
                .get()
                .satisfies(entry -> {
                    assertThat(entry.pin(VISION)).isPresent();
                    assertThat(entry.pin("onnx/vision_model_quantized.onnx")).isPresent();
                });
    }

    @Test
    void should_refuse_a_lock_file_that_is_none() throws IOException {
        Path lock = fixture.folder.resolve("clipunit-models.lock");
        Files.writeString(lock, "<<<<<<< HEAD");

        assertThat(fixture.failure(ID))
                .isEqualTo("lock file of models [" + lock
                        + "] contains the markers of a merge conflict, the first in line 1"
                        + " [<<<<<<< HEAD]: choose a side (git checkout --ours or --theirs), or restore it from version"
                        + " control, or delete it to pin again");
    }

    @Test
    void should_not_need_a_lock_file_that_can_be_written() throws IOException {
        Path nowhere = Files.createSymbolicLink(fixture.folder.resolve("nowhere"), Path.of("gone"));
        fixture.settings.put(
                "clipunit.lock.file", nowhere.resolve("models.lock").toString());

        assertThat(fixture.store().fetch(UNKNOWN).hashes()).hasSize(5);
    }

    @Test
    void should_go_through_the_proxy_that_the_environment_names() {
        String proxy = fixture.hub.endpoint().replace("http://", "http://someone:secret@");
        fixture.environment.put("http_proxy", proxy);
        fixture.environment.put("NO_PROXY", "localhost");
        fixture.environment.put("HF_ENDPOINT", "http://hub.invalid");

        StoreFixture.FILES.forEach((name, content) -> fixture.hub.file("someone/small", name, content));

        fixture.store().fetch("someone/small");

        assertThat(fixture.hub.requests()).isNotEmpty().allSatisfy(request -> assertThat(
                        request.header("Proxy-Authorization"))
                .isEqualTo("Basic c29tZW9uZTpzZWNyZXQ="));
    }

    @Test
    void should_say_what_a_proxy_wants() {
        fixture.hub.script("HEAD", "config.json", Reply.of(407, "Who?"));

        assertThat(fixture.failure(ID)).startsWith("the proxy asks for a name and a password (HTTP 407 from [");
    }

    @Test
    void should_list_the_catalog_and_what_is_cached() {
        assertThat(fixture.store().list()).singleElement().satisfies(model -> {
            assertThat(model.model().id()).isEqualTo(ID);
            assertThat(model.cached()).isFalse();
            assertThat(model.bytes()).isGreaterThan(500_000).isLessThan(501_000);
        });
        fixture.store().fetch(ID);
        assertThat(fixture.store().list()).singleElement().matches(KnownModel::cached);
    }
}
