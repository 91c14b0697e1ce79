package io.github.clipunit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The messages that the page explains are those of the code: their parts between names and numbers stand there. */
class FaqPageTest {

    private static final Path PAGE = Path.of("docs/faq.md");
    private static final int SHORTEST = 12;

    @Test
    void should_quote_messages_of_the_code() throws IOException {
        String literals = literals();
        List<String> messages = MarkdownPage.read(PAGE).blocks("text");
        assertThat(messages).hasSizeGreaterThan(40).allMatch(message -> !parts(message)
                .isEmpty());
        assertThat(messages.stream().flatMap(message -> parts(message).stream()))
                .filteredOn(part -> !literals.contains(part))
                .isEmpty();
    }

    @Test
    void should_quote_a_message_under_each_heading() throws IOException {
        assertThat(Files.readString(PAGE).split("(?m)^### "))
                .hasSizeGreaterThan(40)
                .filteredOn(section -> !section.startsWith("#"))
                .allMatch(section -> section.matches("(?s)[^\\n]+\\n\\n```text\\n.*"));
    }

    /** The parts of a message that are the same for everybody. */
    private static List<String> parts(String message) {
        return Arrays.stream(message.split("…|\\n"))
                .map(String::strip)
                .filter(part -> part.length() >= SHORTEST)
                .toList();
    }

    /** The sources, with texts that go over several lines in one piece. */
    private static String literals() throws IOException {
        StringBuilder sources = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sources.append(Files.readString(file));
            }
        }
        return sources.toString().replaceAll("\"\\s*\\+\\s*\"", "").replace("\\\"", "\"");
    }
}
