package io.github.clipunit.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Damaged pictures of all formats are read or refused, whatever is in them, in a JVM with 256 MiB: a fixed seed, and as many as
 * {@code -Dpictures.fuzz=20000} says.
 */
class PictureFuzzTest {

    private static final int COUNT = Integer.getInteger("pictures.fuzz", 20_000);

    @Test
    void should_read_or_refuse_whatever_is_damaged() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-Djava.awt.headless=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FuzzedPictures.class.getName(),
                        "20261128",
                        String.valueOf(COUNT),
                        "src/test/resources/pillow",
                        "src/test/resources/broken",
                        "src/test/resources/pictures")
                .redirectErrorStream(true)
                .start();
        List<String> lines;
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            lines = output.lines().toList();
        }
        lines.forEach(System.out::println);

        assertThat(lines)
                .filteredOn(line -> !line.startsWith("slow: "))
                .singleElement()
                .asString()
                .startsWith("outcomes: ")
                .doesNotContain("complaint", "empty", "nameless");
        assertThat(process.waitFor()).isZero();
    }
}
