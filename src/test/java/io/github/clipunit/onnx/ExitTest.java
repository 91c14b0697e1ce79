package io.github.clipunit.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** JVMs that end while models are loaded and run: none crashes, and none hangs. Without the guard, most crash. */
class ExitTest {

    /** The build of src/builds/exits asks for more. */
    private static final int EXITS = Integer.getInteger("clipunit.exits", 6);

    /** By SIGTERM; a build in the background of a shell has SIGINT ignored, and so have the processes it starts. */
    private static final int TERMINATED = 128 + 15;

    @TempDir
    private Path folder;

    private final Random random = new Random();

    @Test
    void should_exit_at_any_moment_of_a_second() throws Exception {
        for (int i = 0; i < EXITS; i++) {
            String from = i % 3 == 0 ? "start" : "ready";
            String moment = String.valueOf(random.nextInt(1000));
            Process process = start(from, moment);
            if (from.equals("ready")) {
                awaitReady(process);
            }
            assertEnds(process, ExitingProgram.STATUS, moment + " ms after " + from);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void should_end_with_a_signal_at_any_moment_of_a_second() throws Exception {
        for (int i = 0; i < Math.max(2, EXITS / 4); i++) {
            Process process = start();
            awaitReady(process);
            int moment = random.nextInt(1000);
            Thread.sleep(moment);
            new ProcessBuilder("kill", String.valueOf(process.pid())).start();
            assertEnds(process, TERMINATED, "TERM after " + moment + " ms");
        }
    }

    private static void awaitReady(Process process) throws IOException {
        assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("ready");
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:-CreateCoredumpOnCrash",
                                "-XX:ErrorFile=" + folder.resolve("crash.log"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                ExitingProgram.class.getName()),
                        Stream.of(arguments))
                .toList();
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static void assertEnds(Process process, int status, String moment) throws Exception {
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            boolean isOver = process.waitFor(20, TimeUnit.SECONDS);
            if (!isOver) {
                process.destroyForcibly();
            }
            assertThat(isOver).as(moment).isTrue();
            assertThat(said.lines().filter(line -> !line.equals("ready")))
                    .as(moment)
                    .isEmpty();
            assertThat(process.exitValue()).as(moment).isEqualTo(status);
        }
    }
}
