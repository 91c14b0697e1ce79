package io.github.clipunit.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Keeps the guide's Java equal to code that is compiled. */
class ChecksGuideTest {

    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Path HERE = Path.of("src/test/java/io/github/clipunit/checks");

    @Test
    void should_show_only_code_that_is_compiled() throws IOException {
        String sources = squeezed(Files.readString(HERE.resolve("ChecksGuide.java"))
                + Files.readString(HERE.resolve("CompanionChecksTest.java")));
        List<String> snippets = JAVA.matcher(Files.readString(Path.of("docs/checks.md")))
                .results()
                .map((MatchResult match) -> squeezed(match.group(1)))
                .toList();
        assertThat(snippets).hasSizeGreaterThan(12).allSatisfy(snippet -> assertThat(sources)
                .contains(snippet));
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+\\.", ".")
                .replaceAll("\\(\\s+", "(")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
