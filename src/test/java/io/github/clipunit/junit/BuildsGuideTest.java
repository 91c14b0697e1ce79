package io.github.clipunit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Keeps the build of Gradle that the guide shows equal to the sample, and its versions to those of this build. */
class BuildsGuideTest {

    private static final Path SAMPLE = Path.of("docs/samples/gradle/build.gradle.kts");

    @Test
    void should_show_the_sample() throws IOException {
        assertThat(Files.readString(Path.of("docs/builds.md")))
                .contains("```kotlin\n" + Files.readString(SAMPLE) + "```\n");
    }

    @Test
    void should_name_the_versions_of_this_build() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String version = pom.replaceFirst("(?s).*?<artifactId>clipunit</artifactId>\\s*<version>([^<]+)<.*", "$1");
        // After a release, the guide names it until the next.
        String named = version.endsWith("-SNAPSHOT") && pom.contains("<last.release>")
                ? pom.replaceFirst("(?s).*<last.release>([^<]+)<.*", "$1")
                : version;
        String junit = pom.replaceFirst("(?s).*?<junit.version>([^<]+)<.*", "$1");

        assertThat(SAMPLE)
                .content()
                .contains("implementation(\"io.github.clipunit:clipunit:" + named + "\")")
                .contains("useJUnitJupiter(\"" + junit + "\")");
    }
}
