package io.github.clipunit.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.assertj.ClipAssertions;
import io.github.clipunit.model.EmbeddedModel;
import io.github.clipunit.onnx.OnnxClipScorer;
import io.github.clipunit.onnx.OnnxOptions;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.settings.Settings;
import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the README's Java equal to code that is compiled and run. */
class ReadmeTest {

    private static final Path README = Path.of("README.md");

    @Test
    void should_show_only_code_that_is_compiled_and_run() throws IOException {
        String sources = code(Path.of("src/test/java/io/github/clipunit/readme"))
                + code(Path.of("src/builds/generators/openai-java/src"))
                + code(Path.of("src/builds/kotlin/src/test/kotlin/com/example/readme"));
        assertThat(blocks("java")).hasSize(2).allSatisfy(block -> assertThat(sources)
                .contains(block));
        assertThat(blocks("kotlin"))
                .filteredOn(block -> block.contains("@Test"))
                .singleElement(STRING)
                .satisfies(block -> assertThat(sources).contains(block));
    }

    /** The README names the last release, or, before there is one and in a release, this version. */
    @Test
    void should_name_the_same_versions_to_every_build_tool() throws IOException {
        String own =
                pom("version").endsWith("-SNAPSHOT") && !pom("last.release").isEmpty()
                        ? pom("last.release")
                        : pom("version");
        String junit = pom("junit.version");
        assertThat(blocks("xml"))
                .singleElement(STRING)
                .contains("<artifactId>clipunit</artifactId> <version>" + own + "<")
                .contains("<artifactId>junit-jupiter</artifactId> <version>" + junit + "<")
                .contains("<version>" + pom("surefire-plugin.version") + "<");
        assertThat(blocks("kotlin"))
                .filteredOn(block -> block.contains("testImplementation"))
                .containsExactly(
                        """
                dependencies {
                    testImplementation("io.github.clipunit:clipunit:%s")
                    testImplementation("org.junit.jupiter:junit-jupiter:%s")
                    testRuntimeOnly("org.junit.platform:junit-platform-launcher")
                }
                tasks.test { useJUnitPlatform() }
                """.formatted(own, junit).replaceAll("\\s+", " ").strip());
    }

    /** What a newcomer sees, whose test has no folder of its own and whose picture is painted. */
    @Test
    void should_show_the_message_that_a_wrong_picture_gives() throws IOException {
        Settings settings = Settings.of(Map.of());
        TestIdentity test = new TestIdentity(ReadmeTest.class, Optional.empty(), Optional.empty(), "test");
        try (ClipScorer scorer = OnnxClipScorer.load(EmbeddedModel.pictogram(), OnnxOptions.defaults());
                TestScope scope = TestScope.open(scorer, settings, test, check -> {})) {
            Throwable failure = catchThrowable(() -> ClipAssertions.assertThat(SignTest.paint(Color.BLUE))
                    .scoredBy(scope.scorer())
                    .matchesPrompt("a red circle")
                    .withClipScoreAbove(0.28));
            assertThat(Files.readString(README)).contains("```" + failure.getMessage() + "\n```");
        }
    }

    @Test
    void should_fit_on_170_lines() throws IOException {
        assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(170);
    }

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(README))
                .results()
                .map((MatchResult match) -> squeezed(match.group(1)))
                .toList();
    }

    /** The text of the first such element, which for the version is the project's; empty if there is none. */
    private static String pom(String element) throws IOException {
        return Pattern.compile("<" + element + ">(.*?)<")
                .matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElse("");
    }

    private static String code(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.(java|kt)"))
                    .filter(file -> !file.endsWith("ReadmeTest.java"))
                    .map(ReadmeTest::read)
                    .map(ReadmeTest::squeezed)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String squeezed(String code) {
        return code.replaceAll(" // .*", "")
                .replaceAll("\\(\\s+", "(")
                .replaceAll("\\s+\\.", ".")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
