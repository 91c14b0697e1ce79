package io.github.clipunit.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.internal.Project;
import io.github.clipunit.settings.Settings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPlaceTest {

    @TempDir
    Path module;

    private ReportPlace place(Map<String, String> settings) {
        return ReportPlace.of(Settings.of(settings).in(new Project(module, module.resolve("build"))));
    }

    @Test
    void should_be_in_the_directory_that_the_build_tool_writes_to() {
        ReportPlace place = place(Map.of());

        assertThat(place.directory()).isEqualTo(module.resolve("build/clipunit"));
        assertThat(place.run(Instant.EPOCH).module()).isEqualTo(String.valueOf(module.getFileName()));
        assertThat(place.history()).isEmpty();
    }

    @Test
    void should_take_paths_from_the_module() {
        ReportPlace place = place(Map.of("clipunit.report.dir", "site/report", "clipunit.report.history", "past"));

        assertThat(place.directory()).isEqualTo(module.resolve("site/report"));
        assertThat(place.history()).contains(module.resolve("past"));
    }
}
