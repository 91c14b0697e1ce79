package io.github.clipunit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SettingsPageTest {

    @Test
    void should_list_every_setting_with_its_default_and_meaning() throws IOException {
        String rows = KnownSettings.ALL.stream()
                .map(setting -> "| `" + setting.name() + "` | "
                        + (setting.defaultText().isEmpty() ? "" : "`" + setting.defaultText() + "`") + " | "
                        + setting.description() + " |\n")
                .sorted()
                .collect(Collectors.joining());
        assertThat(Files.readString(Path.of("docs/settings.md"))).endsWith("| --- | --- | --- |\n" + rows);
    }
}
