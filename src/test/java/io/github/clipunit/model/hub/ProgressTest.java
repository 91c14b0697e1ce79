package io.github.clipunit.model.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
    private final AtomicLong nanos = new AtomicLong();

    private String[] lines() {
        return written.toString(StandardCharsets.UTF_8).split("\\R", -1);
    }

    private void millis(long millis) {
        nanos.set(millis * 1_000_000);
    }

    @Test
    void should_print_a_line_a_second() {
        try (Progress.Meter meter = Progress.lines(out, nanos::get).start("tiny model.onnx", 4_000_000L)) {
            meter.at(0);
            for (int millis = 100; millis <= 2500; millis += 100) {
                millis(millis);
                meter.at(millis * 1000L);
            }
            millis(4000);
            meter.at(4_000_000);
        }

        assertThat(lines())
                .containsExactly(
                        "tiny model.onnx  25 % 1.0 MB of 4.0 MB, 1.0 MB/s",
                        "tiny model.onnx  50 % 2.0 MB of 4.0 MB, 1.0 MB/s",
                        "tiny model.onnx 100 % 4.0 MB of 4.0 MB, 1.0 MB/s",
                        "");
    }

    @Test
    void should_redraw_a_bar_on_a_terminal() {
        try (Progress.Meter meter = Progress.bar(out, nanos::get).start("tiny model.onnx", 4_000_000L)) {
            meter.at(1_000_000);
            millis(500);
            meter.at(3_000_000);
            meter.at(4_000_000);
        }

        assertThat(written.toString(StandardCharsets.UTF_8))
                .startsWith("\r\u001b[Ktiny model.onnx [##################......]  75 % 3.0 MB of 4.0 MB, 4.0 MB/s\r")
                .contains("[########################] 100 % 4.0 MB of 4.0 MB, 6.0 MB/s");
    }

    @Test
    void should_do_without_a_length() {
        try (Progress.Meter meter = Progress.lines(out, nanos::get).start("tiny", null)) {
            millis(1000);
            meter.at(500_000);
        }

        assertThat(lines()[0]).isEqualTo("tiny 0.5 MB, 0.0 MB/s");
    }

    @Test
    void should_be_quiet_if_told_so_or_if_maven_is() {
        assertThat(Progress.ofJvm(true, Map.of())).isSameAs(Progress.NONE);
        assertThat(Progress.ofJvm(false, Map.of("MAVEN_CMD_LINE_ARGS", " -B -q verify")))
                .isSameAs(Progress.NONE);
        assertThat(Progress.ofJvm(false, Map.of("MAVEN_CMD_LINE_ARGS", " --quiet verify")))
                .isSameAs(Progress.NONE);
        assertThat(Progress.ofJvm(false, Map.of("MAVEN_CMD_LINE_ARGS", " verify -Dx=-q")))
                .isNotSameAs(Progress.NONE);
    }
}
