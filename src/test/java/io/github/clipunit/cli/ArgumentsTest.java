package io.github.clipunit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Arguments beyond ASCII, whatever the locale. */
class ArgumentsTest {

    private static Optional<byte[]> typed(String... arguments) {
        return Optional.of((String.join("\0", arguments) + "\0").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void should_take_what_was_typed_where_the_locale_lost_letters() {
        assertThat(Arguments.read(
                        typed("java", "-jar", "cli.jar", "score", "猫 a", ""), "score", "\uFFFD\uFFFD\uFFFD a", ""))
                .containsExactly("score", "猫 a", "");
        assertThat(Arguments.read(typed("java", "Main", "é"), "Ã©"))
                .as("UTF-8 that was read as Latin 1")
                .containsExactly("é");
    }

    @Test
    void should_keep_what_the_jvm_decoded_where_the_command_line_is_another() {
        assertThat(Arguments.read(Optional.empty(), "score", "cat")).containsExactly("score", "cat");
        assertThat(Arguments.read(typed("java", "Main", "@file"), "score", "cat"))
                .containsExactly("score", "cat");
        byte[] latin = "java\0Main\0\u00e9\0".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Arguments.read(Optional.of(latin), "é")).containsExactly("é");
    }

    @Test
    void should_refuse_letters_that_are_lost() {
        assertThatThrownBy(() -> Arguments.read(Optional.empty(), "score", "\uFFFD\uFFFD\uFFFD a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("argument [\uFFFD\uFFFD\uFFFD a] has letters that the encoding of this locale ["
                        + System.getProperty("sun.jnu.encoding")
                        + "] cannot express; set LC_ALL=C.UTF-8, or put prompts into a --manifest");
    }

    /** The score of a prompt in Japanese is the same in every locale. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void should_score_alike_in_every_locale() throws Exception {
        List<Double> scores = new ArrayList<>();
        for (String locale : List.of("C", "C.UTF-8", "POSIX")) {
            ProcessBuilder program = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Clipunit.class.getName(),
                    "score",
                    "src/test/resources/pictures/cat.png",
                    "-p",
                    "猫のアイコン, an icon",
                    "-m",
                    "pictogram",
                    "-f",
                    "jsonl");
            program.environment().put("LC_ALL", locale);
            Process process =
                    program.redirectError(ProcessBuilder.Redirect.INHERIT).start();
            String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            scores.add(
                    JsonParser.parseString(line).getAsJsonObject().get("score").getAsDouble());
            assertThat(line).contains("猫のアイコン");
        }
        assertThat(scores).hasSize(3).containsOnly(scores.get(1));
    }
}
