package io.github.clipunit.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the page's code and versions equal to the projects that run with each client. */
class GeneratorsGuideTest {

    private static final Path PAGE = Path.of("docs/generators.md");
    private static final Path SAMPLES = Path.of("src/builds/generators");
    private static final Pattern CODE = Pattern.compile("```(?:java|kotlin)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern POM = Pattern.compile("```xml\n(.*?)```", Pattern.DOTALL);

    @Test
    void should_show_only_code_that_is_run() throws IOException {
        String sources = samples(file -> file.toString().matches(".*\\.(java|kt)"));
        assertThat(snippets(CODE)).hasSize(21).allSatisfy(snippet -> assertThat(sources)
                .contains(snippet));
    }

    @Test
    void should_show_only_dependencies_that_are_built_with() throws IOException {
        String poms = samples(file -> file.endsWith("pom.xml"))
                .replace("${openai-java.version}", "4.101.0")
                .replace("${langchain4j.version}", "1.19.0");
        assertThat(poms)
                .contains("<openai-java.version>4.101.0<", "<langchain4j.version>1.19.0<")
                .contains("<artifactId>spring-ai-bom</artifactId><version>1.1.2<")
                .contains("<artifactId>spring-ai-bom</artifactId><version>2.0.1<")
                .contains("<artifactId>quarkus-langchain4j-testing-evaluation-core</artifactId><version>1.7.4<");
        assertThat(snippets(POM)).hasSize(3).allSatisfy(snippet -> assertThat(poms)
                .contains(snippet));
    }

    private static List<String> snippets(Pattern fence) throws IOException {
        return fence.matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult match) -> squeezed(match.group(1)))
                .toList();
    }

    private static String samples(Predicate<Path> which) throws IOException {
        try (Stream<Path> files = Files.walk(SAMPLES)) {
            return files.filter(which)
                    .map(GeneratorsGuideTest::read)
                    .map(GeneratorsGuideTest::squeezed)
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

    /** Line breaks belong to the formatter, and pages are narrower. */
    private static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }
}
