package io.github.clipunit.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.clipunit.settings.Settings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HubAccessTest {

    private static final Path HOME = Path.of("/home/someone");

    private static HubAccess of(Map<String, String> environment) {
        return HubAccess.of(Settings.of(Map.of()), environment, () -> HOME);
    }

    @Test
    void should_be_the_public_hub_and_its_tools_cache_by_default() {
        HubAccess hub = of(Map.of());

        assertThat(hub.endpoint()).hasToString("https://huggingface.co");
        assertThat(hub.cache()).isEqualTo(HOME.resolve(".cache/huggingface/hub"));
        assertThat(hub.offlineBecause()).isEmpty();
        assertThat(hub.token()).isEmpty();
    }

    @Test
    void should_look_for_the_cache_in_the_order_of_the_hubs_own_tools() {
        assertThat(of(Map.of("XDG_CACHE_HOME", "/x")).cache()).isEqualTo(Path.of("/x/huggingface/hub"));
        assertThat(of(Map.of("XDG_CACHE_HOME", "/x", "HF_HOME", "~/hf")).cache())
                .isEqualTo(HOME.resolve("hf/hub"));
        assertThat(of(Map.of("HF_HOME", "/hf", "HUGGINGFACE_HUB_CACHE", "/old")).cache())
                .isEqualTo(Path.of("/old"));
        assertThat(of(Map.of("HUGGINGFACE_HUB_CACHE", "/old", "HF_HUB_CACHE", "/new"))
                        .cache())
                .isEqualTo(Path.of("/new"));
    }

    @Test
    void should_prefer_the_settings_to_the_environment() {
        Settings settings = Settings.of(Map.of("clipunit.cache.dir", "/ours", "clipunit.offline", "false"));

        HubAccess hub = HubAccess.of(settings, Map.of("HF_HUB_CACHE", "/new", "HF_HUB_OFFLINE", "1"), () -> HOME);

        assertThat(hub.cache()).isEqualTo(Path.of("/ours"));
        assertThat(hub.offlineBecause()).isEmpty();
    }

    @Test
    void should_be_offline_for_the_words_that_the_hubs_own_tools_take() {
        assertThat(of(Map.of("HF_HUB_OFFLINE", "yes")).offlineBecause()).contains("HF_HUB_OFFLINE=yes");
        assertThat(of(Map.of("TRANSFORMERS_OFFLINE", "1")).offlineBecause()).contains("TRANSFORMERS_OFFLINE=1");
        assertThat(of(Map.of("HF_HUB_OFFLINE", "0")).offlineBecause()).isEmpty();
    }

    @Test
    void should_take_an_endpoint_with_a_path_and_a_slash() {
        assertThat(of(Map.of("HF_ENDPOINT", "https://mirror.example.org/api/hf/"))
                        .endpoint())
                .hasToString("https://mirror.example.org/api/hf");
    }

    @Test
    void should_refuse_an_endpoint_that_is_no_address() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(Map.of("HF_ENDPOINT", "mirror.example.org")))
                .withMessage(
                        "HF_ENDPOINT = [mirror.example.org] (environment variable) must be an http or https address,"
                                + " such as https://huggingface.co");
    }
}
