package io.github.clipunit.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.assertj.ClipAssertions;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.model.EmbeddedModel;
import io.github.clipunit.onnx.OnnxClipScorer;
import io.github.clipunit.onnx.OnnxOptions;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.settings.Settings;
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

    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void should_show_only_code_that_is_compiled() throws IOException {
        List<String> snippets = JAVA.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map((MatchResult match) -> squeezed(match.group(1)))
                .toList();
        String sources;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java/io/github/clipunit/readme"))) {
            sources = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("ReadmeTest.java"))
                    .map(ReadmeTest::read)
                    .map(ReadmeTest::squeezed)
                    .collect(Collectors.joining("\n"));
        }
        assertThat(snippets).isNotEmpty().allSatisfy(snippet -> assertThat(sources)
                .contains(snippet));
    }

    @Test
    void should_show_the_message_that_a_wrong_picture_gives() throws IOException {
        ClipImage circle = ClipImage.of(Path.of("src/test/resources/pictures/red-circle.png"));
        Settings settings = Settings.of(Map.of());
        TestIdentity test = new TestIdentity(ReadmeTest.class, Optional.empty(), Optional.empty(), "test");
        try (ClipScorer scorer = OnnxClipScorer.load(EmbeddedModel.pictogram(), OnnxOptions.defaults());
                TestScope scope = TestScope.open(scorer, settings, test, check -> {})) {
            Throwable failure = catchThrowable(() -> ClipAssertions.assertThat(circle.toBufferedImage())
                    .scoredBy(scope.scorer())
                    .matchesPrompt("an icon of a fox")
                    .withClipScoreAbove(0.28));
            assertThat(Files.readString(Path.of("README.md"))).contains("```" + failure.getMessage() + "\n```");
        }
    }

    @Test
    void should_fit_on_150_lines() throws IOException {
        assertThat(Files.readAllLines(Path.of("README.md"))).hasSizeLessThanOrEqualTo(150);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+\\.", ".").replaceAll("\\s+", " ").strip();
    }
}
