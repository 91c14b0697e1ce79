package io.github.clipunit.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clipunit.image.ImageLimits;
import io.github.clipunit.internal.Project;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    private static final Setting<Long> THREADS = Setting.whole("clipunit.test.threads", "threads", 2, 0, 8);
    private static final Setting<Boolean> OFFLINE = Setting.flag("clipunit.test.offline", "offline", false);

    enum Mode {
        VERIFY,
        RECORD
    }

    private static final Setting<Mode> MODE = Setting.choice("clipunit.test.mode", "mode", Mode.VERIFY);

    @Test
    void should_read_what_was_set_and_default_the_rest() {
        Settings settings = Settings.of(Map.of("clipunit.test.threads", " 4 ", "clipunit.test.mode", "Record"));
        assertThat(settings.get(THREADS)).isEqualTo(4);
        assertThat(settings.get(MODE)).isEqualTo(Mode.RECORD);
        assertThat(settings.get(OFFLINE)).isFalse();
        assertThat(settings.isSet(THREADS)).isTrue();
        assertThat(settings.isSet(OFFLINE)).isFalse();
    }

    @Test
    void should_let_a_system_property_beat_a_configuration_parameter() {
        System.setProperty("clipunit.test.threads", "7");
        try {
            assertThat(Settings.of(key -> Optional.of("3")).get(THREADS)).isEqualTo(7);
        } finally {
            System.clearProperty("clipunit.test.threads");
        }
    }

    @Test
    void should_let_an_environment_variable_beat_a_configuration_parameter_and_a_system_property_both() {
        Map<String, String> environment = Map.of("CLIPUNIT_TEST_THREADS", "5");
        assertThat(Settings.of(Map.of(), environment, key -> Optional.of("3")).get(THREADS))
                .isEqualTo(5);
        assertThat(Settings.of(Map.of("clipunit.test.threads", "7"), environment, key -> Optional.of("3"))
                        .get(THREADS))
                .isEqualTo(7);
    }

    @Test
    void should_take_a_blank_environment_variable_as_not_set() {
        Settings settings = Settings.of(Map.of(), Map.of("CLIPUNIT_TEST_THREADS", " "), key -> Optional.of("3"));
        assertThat(settings.get(THREADS)).isEqualTo(3);
    }

    @Test
    void should_name_key_value_origin_and_choices_of_a_value_that_cannot_be_read() {
        Settings settings = Settings.of(Map.of("clipunit.test.threads", "9", "clipunit.test.mode", "verfy"));
        assertThatThrownBy(() -> settings.get(THREADS))
                .hasMessage(
                        "clipunit.test.threads = [9] (configuration parameter) cannot be read: choose a whole number"
                                + " from 0 to 8");
        assertThatThrownBy(() -> settings.get(MODE))
                .hasMessage(
                        "clipunit.test.mode = [verfy] (configuration parameter) cannot be read: choose one of: verify,"
                                + " record");
    }

    @Test
    void should_refuse_an_unknown_key_and_name_the_nearest() {
        assertThatThrownBy(() -> Settings.of(Map.of())
                        .refuseUnknownKeys(List.of(THREADS, MODE), Set.of("clipunit.test.thread", "junit.jupiter.x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown setting clipunit.test.thread (configuration parameter); did you mean"
                        + " clipunit.test.threads? choose one of: clipunit.test.mode, clipunit.test.threads");
        System.setProperty("clipunit.test.moode", "verify");
        try {
            assertThatThrownBy(() -> Settings.ofJvm().refuseUnknownKeys(List.of(MODE), Set.of()))
                    .hasMessageStartingWith(
                            "unknown setting clipunit.test.moode (system property); did you mean clipunit.test.mode?");
        } finally {
            System.clearProperty("clipunit.test.moode");
        }
    }

    @Test
    void should_leave_the_version_alone_that_a_build_names() {
        Settings settings = Settings.of(
                Map.of("clipunit.version", "0.1.0"), Map.of("CLIPUNIT_VERSION", "0.1.0"), key -> Optional.empty());
        settings.refuseUnknownKeys(List.of(MODE), Set.of());
        assertThatThrownBy(() -> settings.refuseUnknownKeys(List.of(MODE), Set.of("clipunit.versions")))
                .hasMessageStartingWith("unknown setting clipunit.versions (configuration parameter);");
    }

    @Test
    void should_let_what_is_given_outright_beat_everything_else() {
        System.setProperty("clipunit.test.threads", "1");
        try {
            Settings settings = Settings.ofJvm().with(THREADS, "2");
            assertThat(settings.get(THREADS)).isEqualTo(2);
            assertThat(settings.with(THREADS, "3").get(THREADS)).isEqualTo(3);
            assertThatThrownBy(() -> settings.with(THREADS, "9").get(THREADS))
                    .hasMessage(
                            "clipunit.test.threads = [9] (set explicitly) cannot be read: choose a whole number from"
                                    + " 0 to 8");
        } finally {
            System.clearProperty("clipunit.test.threads");
        }
    }

    @Test
    void should_name_the_environment_variable_after_the_key() {
        assertThat(ImageLimits.MAX_PIXELS.environmentVariable()).isEqualTo("CLIPUNIT_IMAGE_MAX_PIXELS");
    }

    @Test
    void should_take_relative_paths_from_the_module_and_leave_absolute_ones_alone(@TempDir Path module) {
        Setting<String> file = Setting.path("clipunit.test.file", "the file", "usual/fox.json");
        Settings settings = Settings.of(Map.of()).in(new Project(module));
        String elsewhere = module.resolveSibling("elsewhere").toString();

        assertThat(settings.path(file)).isEqualTo(module.resolve("usual/fox.json"));
        assertThat(settings.with(file, "../fox.json").path(file)).isEqualTo(module.resolveSibling("fox.json"));
        assertThat(settings.with(file, elsewhere).path(file)).isEqualTo(Path.of(elsewhere));
        assertThat(file.description()).isEqualTo("the file; absolute or relative to the module's directory");
    }
}
