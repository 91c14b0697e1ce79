package io.github.clipunit.scorers;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.ClipScorer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the guide's Java equal to code that is compiled and run. */
class ScorersGuideTest {

    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Path HERE = Path.of("src/test/java/io/github/clipunit/scorers");

    @Test
    void should_show_only_code_that_is_run() throws IOException {
        List<String> snippets = JAVA.matcher(Files.readString(Path.of("docs/scorers.md")))
                .results()
                .map((MatchResult match) -> squeezed(match.group(1)))
                .toList();
        String sources;
        try (Stream<Path> files = Files.list(HERE)) {
            sources = files.map(ScorersGuideTest::read)
                    .map(ScorersGuideTest::squeezed)
                    .collect(Collectors.joining("\n"));
        }
        assertThat(snippets).hasSize(5).allSatisfy(snippet -> assertThat(sources)
                .contains(snippet));
    }

    @Test
    void should_score_outside_of_the_extension() {
        ClipScorer scorer = new RemoteScorer(new FakeService());
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0xff0000);
        assertThat(image).scoredBy(scorer).matchesPrompt("a red poster").withClipScoreAbove(0.9);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+\\.", ".")
                .replaceAll("\\(\\s+", "(")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
