package io.github.clipunit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageTest {

    @Test
    void should_keep_hostile_text_out_of_the_markup(@TempDir Path directory) throws Exception {
        String page = Files.readString(DemoRun.dozen(directory));

        assertThat(page).doesNotContain("<script>alert", "<img src=x", "\u2028", "<!--");
    }
}
