package io.github.clipunit.prompts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.PlayedTests;
import io.github.clipunit.prompt.PromptText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps the page's Java, messages and rules equal to what is run and printed. */
class PromptsGuideTest {

    private static final Path PAGE = Path.of("docs/prompts.md");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path base;

    private Map<String, String> run(String... settings) {
        return PlayedTests.failures(PlayedTests.run(MuseumPoster.class, base, settings));
    }

    @Test
    void should_show_only_code_that_is_run() throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/github/clipunit/prompts/MuseumPoster.java"));
        List<String> lines = JAVA.matcher(Files.readString(PAGE))
                .results()
                .flatMap(match -> match.group(1).lines())
                .toList();
        assertThat(lines).hasSize(4).allSatisfy(line -> assertThat(source.replaceAll("\\s+\\.", "."))
                .contains(line));
    }

    @Test
    void should_show_failures_as_they_are() throws IOException {
        Map<String, String> failures = run("clipunit.explain", "off");
        assertThat(failures.keySet()).containsExactly("isTooLong()", "showsItsStyle()");
        assertThat(failures.get("isTooLong()"))
                .isEqualTo("prompt has 82 tokens, over the 77 of model [pictogram], which ignores [detailed.]; use"
                        + " inEveryPart(), inParts(k) or inPartsTogether() (on the command line, --parts), or set clipunit.prompt.overflow"
                        + " to parts or truncate");
        assertThat(Files.readString(PAGE)).contains("```" + failures.get("showsItsStyle()") + "\n```");
    }

    @Test
    void should_take_long_prompts_in_the_ways_of_the_setting() {
        assertThat(run("clipunit.prompt.overflow", "truncate").keySet())
                .as("0.27 of what is not cut")
                .containsExactly("showsItsStyle()");
        assertThat(run("clipunit.prompt.overflow", "parts").get("isTooLong()"))
                .contains(
                        "(82 of 77 tokens, in parts together; left out: --ar 1:1, --no text)\nwith these CLIP scores of its"
                                + " parts, weakest first:\n  0.0225  \"Flat vector");
    }

    /** Each row's text is that of the rule. */
    @Test
    void should_show_what_the_rule_leaves_out() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(page)
                .contains(
                        "| `a fox --ar 16:9 --v 6 --no text` | `a fox` ",
                        "| `[fox:wolf:0.5]` | `wolf` |",
                        "| `\\(animal\\)` | `(animal)` |",
                        "| `(red:1.3)`, `((red))`, `[[red]]`, `(a red fox)++` | `red`, `red`, `red`, `a red fox` |");
        assertThat(Stream.of(
                                "a fox --ar 16:9 --v 6 --no text",
                                "[fox:wolf:0.5]",
                                "\\(animal\\)",
                                "(red:1.3)",
                                "((red))",
                                "[[red]]",
                                "(a red fox)++",
                                "fox::2 snow::0.5")
                        .map(prompt -> PromptText.of(prompt).text()))
                .containsExactly("a fox", "wolf", "(animal)", "red", "red", "red", "a red fox", "fox\n\nsnow");
    }
}
