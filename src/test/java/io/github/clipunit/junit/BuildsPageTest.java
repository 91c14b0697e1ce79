package io.github.clipunit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on builds names the versions that the projects of {@code src/builds} have, and the lines that work. */
class BuildsPageTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| (Spring Boot|Quarkus|Micronaut) ([0-9.]+) \\|");
    private static final Pattern OLDEST = Pattern.compile("(?m)^\\| the oldest \\| (.*) \\|$");
    private static final Pattern BLOCK =
            Pattern.compile("(?s)```\\n" + QuarkusSessionListener.PARENT_FIRST + " = (.*?)\\n```");

    @Test
    void should_name_the_versions_that_are_built_with() throws IOException {
        List<String> built =
                ROW.matcher(page()).results().map(row -> row.group(2)).toList();
        assertThat(built).hasSize(6);
        String projects = read("spring-boot/boot-3.3/pom.xml")
                + read("spring-boot/boot-3.5/pom.xml")
                + read("spring-boot/boot-4.0/pom.xml")
                + read("quarkus/invoker.properties")
                + read("micronaut/pom.xml");
        assertThat(built).allMatch(version -> Pattern.compile("[>=]" + Pattern.quote(version) + "\\s*[<\\n]")
                .matcher(projects)
                .find());
    }

    @Test
    void should_name_the_oldest_pins() throws IOException {
        MatchResult row = OLDEST.matcher(page()).results().findFirst().orElseThrow();
        String project = read("oldest-pins/pom.xml");
        assertThat(row.group(1).split(" \\| ")).hasSize(6).allMatch(version -> project.contains(">" + version + "<"));
    }

    @Test
    void should_name_what_quarkus_loads_outside() throws IOException {
        List<String> blocks = BLOCK.matcher(page())
                .results()
                .map(block -> block.group(1).replaceAll("\\\\\\n *", ""))
                .toList();
        assertThat(blocks).hasSize(2);
        assertThat(blocks.get(0)).isEqualTo(QuarkusSessionListener.ARTIFACTS);
        assertThat(blocks.get(1)).startsWith(QuarkusSessionListener.ARTIFACTS + ",");

        List<String> jars = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).getFileName().toString())
                .toList();
        assertThat(blocks.get(1).split(","))
                .filteredOn(artifact -> !artifact.endsWith(":clipunit"))
                .allMatch(artifact -> jars.stream()
                        .anyMatch(jar -> jar.startsWith(artifact.substring(artifact.indexOf(':') + 1) + "-")));
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("docs/builds.md"));
    }

    private static String read(String file) throws IOException {
        return Files.readString(Path.of("src/builds", file));
    }
}
