package io.github.clipunit.spark;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Keeps docs/scale.md equal to what is compiled and run. */
class ScaleGuideTest {

    private static final Path GUIDE = Path.of("../docs/scale.md");
    private static final Path TESTS = Path.of("src/test/java/io/github/clipunit/spark");

    @Test
    void should_show_only_code_and_tests_that_are_run() throws IOException {
        String guide = Files.readString(GUIDE);
        String sources;
        try (Stream<Path> files = Files.list(TESTS)) {
            sources = files.filter(file -> !file.endsWith("ScaleGuideTest.java"))
                    .map(ScaleGuideTest::squeezed)
                    .collect(Collectors.joining("\n"));
        }
        assertThat(found("```java\n(.*?)```", guide)).hasSize(2).allSatisfy(snippet -> assertThat(sources)
                .contains(squeezed(snippet)));
        assertThat(found("`(should_\\w+)`", guide)).isNotEmpty().allSatisfy(name -> assertThat(sources)
                .contains("void " + name + "()"));
    }

    @Test
    void should_list_all_options() throws IOException {
        Run help = Run.of("score", "--help");
        assertThat(Files.readString(GUIDE))
                .contains(found("(?m)^ +(?:-\\w, )?(--[\\w-]+)", help.out()).stream()
                        .filter(option -> !List.of("--help", "--version").contains(option))
                        .map(option -> "`" + option + "`")
                        .toList());
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private static String squeezed(Path file) {
        try {
            return squeezed(Files.readString(file));
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
