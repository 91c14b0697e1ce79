package io.github.clipunit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.PlayedTests;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** The page's code is compiled, and run. */
class ExtendingPageTest {

    private static final Path TESTS = Path.of("src/test/java/io/github/clipunit");

    @Test
    void should_show_only_code_that_is_run() throws IOException {
        String sources = squeezed(Files.readString(TESTS.resolve("docs/OwnParts.java"))
                + Files.readString(TESTS.resolve("checks/ChecksGuide.java")));
        assertThat(MarkdownPage.read(Path.of("docs/extending.md")).blocks("java"))
                .hasSizeGreaterThan(3)
                .allSatisfy(snippet -> assertThat(sources).contains(squeezed(snippet)));
    }

    @Test
    void should_ask_a_scorer_a_judge_and_a_listener_of_ones_own(@TempDir Path goldens) {
        EngineExecutionResults results = PlayedTests.run(OwnParts.class, goldens, "clipunit.cassette.mode", "live");
        assertThat(PlayedTests.failures(results)).isEmpty();
        assertThat(results.testEvents().succeeded().count()).isEqualTo(1);
    }

    @Test
    void should_score_the_rows_of_a_table(@TempDir Path folder) throws IOException {
        BufferedImage red = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        red.setRGB(0, 0, 0xff0000);
        Path file = folder.resolve("a.png");
        ImageIO.write(red, "png", file.toFile());
        List<String> scores = OwnParts.scores(
                OwnParts.SCORER,
                List.of(
                        new OwnParts.Row("a", file, "a red poster"),
                        new OwnParts.Row("b", folder.resolve("b.png"), "a red poster")));
        assertThat(scores).hasSize(2);
        assertThat(scores.get(0)).isEqualTo("a 1.0");
        assertThat(scores.get(1)).startsWith("b ").contains("the file does not exist");
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+\\.", ".")
                .replaceAll("\\(\\s+", "(")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
