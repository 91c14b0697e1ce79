package io.github.clipunit.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Keeps the golden that the guide shows equal to the one that the quick start committed. */
class GoldensGuideTest {

    private static final Path GOLDEN = Path.of(
            "src/test/resources/golden/io.github.clipunit.QuickstartTest/has_not_regressed_from_its_golden.json");

    @Test
    void should_show_a_golden_that_is_committed() throws IOException {
        String shortened =
                Files.readString(GOLDEN).replaceAll("\"([0-9A-Za-z+/=]{12})[0-9A-Za-z+/=]{40,}\"", "\"$1…\"");
        assertThat(shortened).contains("…\"\n");
        assertThat(Files.readString(Path.of("docs/goldens.md"))).contains("```json\n" + shortened + "```\n");
    }
}
