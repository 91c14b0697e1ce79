package io.github.clipunit.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The container file as text: no engine builds it here. */
class DockerfileTest {

    private static final Path FILE = Path.of("src/main/docker/Dockerfile");

    private static List<String> instructions(String name) throws IOException {
        return Files.readString(FILE)
                .replace("\\\n", " ")
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1).strip())
                .toList();
    }

    @Test
    void should_name_one_release_of_java() throws IOException {
        assertThat(instructions("FROM"))
                .singleElement()
                .asString()
                .matches("eclipse-temurin:17\\.0\\.[0-9]+_[0-9]+-jre-.+");
    }

    @Test
    void should_run_without_privileges_and_keep_models_in_a_volume() throws IOException {
        assertThat(instructions("USER")).singleElement().asString().matches("[1-9][0-9]{3,}");
        String cache = instructions("VOLUME").get(0);
        assertThat(instructions("ENV").get(0)).contains("XDG_CACHE_HOME=" + cache);
        assertThat(instructions("RUN").get(0)).contains("chown clipunit " + cache);
        assertThat(instructions("ENTRYPOINT")).containsExactly("[\"clipunit\"]");
    }

    /** The name that the build gives it, and none of its other jars. */
    @Test
    void should_copy_the_jar_of_the_command_line() throws IOException {
        String pattern = instructions("COPY").get(0).replaceAll(" .*", "");
        var matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        assertThat(matcher.matches(Path.of("clipunit-0.1.0-cli.jar"))).isTrue();
        for (String other :
                List.of("clipunit-0.1.0.jar", "clipunit-0.1.0-cli-classes.jar", "clipunit-0.1.0-sources.jar")) {
            assertThat(matcher.matches(Path.of(other))).as(other).isFalse();
        }
        assertThat(instructions("RUN").get(0)).contains("/opt/clipunit/" + pattern + " script");
    }
}
