package io.github.clipunit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as a process whose output goes nowhere: a run whose results are lost has not passed. */
class LostOutputTest {

    private static final String LOST = "the output cannot be written: its reader has gone, or its disk is full";

    @TempDir
    private Path folder;

    private ProcessBuilder program(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Clipunit.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "json", "jsonl"})
    void should_fail_where_the_disk_is_full(String format) throws Exception {
        File full = new File("/dev/full");
        assumeTrue(full.exists(), "no /dev/full on this system");
        Process process = program(
                        "score", "src/test/resources/pictures/fox.png", "-p", "a fox", "-m", "pictogram", "-f", format)
                .redirectOutput(full)
                .start();
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).contains(LOST).doesNotContain("\tat ");
        assertThat(process.waitFor()).isEqualTo(4);
    }

    /** As {@code | head -1} does. */
    @Test
    @Timeout(120)
    void should_stop_soon_after_its_reader_has_gone() throws Exception {
        Path manifest = endless();
        Process process = program("score", "--manifest", manifest.toString(), "-m", "pictogram", "-f", "jsonl")
                .start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).contains("\"score\"");
        }
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said).contains(LOST);
        assertThat(process.exitValue()).isEqualTo(4);
    }

    private Path endless() throws IOException {
        Files.copy(Path.of("src/test/resources/pictures/fox.png"), folder.resolve("fox.png"));
        return Files.writeString(folder.resolve("many.csv"), "image,prompt\n" + "fox.png,a fox\n".repeat(3_000_000));
    }
}
