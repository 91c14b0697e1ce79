package io.github.clipunit.internal;

import static io.github.clipunit.internal.Progress.Unit.BYTES;
import static io.github.clipunit.internal.Progress.Unit.ITEMS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {

    private static final String ERASE = "\r\u001b[K";

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
        try (Progress.Meter meter = Progress.lines(out, nanos::get).start("tiny model.onnx", BYTES, 4_000_000L)) {
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
                        "tiny model.onnx  25 % 1.0 MB of 4.0 MB, 1.0 MB/s, 0:03 left",
                        "tiny model.onnx  50 % 2.0 MB of 4.0 MB, 1.0 MB/s, 0:02 left",
                        "tiny model.onnx 100 % 4.0 MB of 4.0 MB, 1.0 MB/s",
                        "");
    }

    @Test
    void should_redraw_a_bar_on_a_terminal_and_erase_it_at_the_end() {
        try (Progress.Meter meter = Progress.bar(out, nanos::get, 100).start("tiny model.onnx", BYTES, 4_000_000L)) {
            meter.at(1_000_000);
            millis(500);
            meter.at(3_000_000);
            meter.at(3_500_000);
            millis(1000);
            meter.at(4_000_000);
        }

        assertThat(written.toString(StandardCharsets.UTF_8))
                .isEqualTo(ERASE
                        + "tiny model.onnx [##################......]  75 % 3.0 MB of 4.0 MB, 4.0 MB/s, 0:01 left"
                        + ERASE
                        + "tiny model.onnx [########################] 100 % 4.0 MB of 4.0 MB, 3.0 MB/s" + ERASE);
    }

    @Test
    void should_say_how_long_the_rest_takes() {
        Progress.Meter meter = Progress.bar(out, nanos::get, 100).start("pictures", ITEMS, null);
        meter.at(0);
        millis(10_000);
        meter.at(20);
        meter.expect(20 + 2 * 3725);
        millis(10_100);
        meter.at(20);

        assertThat(written.toString(StandardCharsets.UTF_8))
                .isEqualTo(ERASE + "pictures 20, 2.0/s" + ERASE
                        + "pictures [........................]   0 % 20 of 7470, 2.0/s, 1:02:43 left");
    }

    /** 3725 seconds are 1:02:05; the rate of 20 in 10.1 seconds is a little lower than two a second. */
    @ParameterizedTest
    @ValueSource(ints = {2, 8, 20, 40, 60, 80, 100, 400})
    void should_be_narrower_than_the_terminal(int width) {
        String label = "some-organisation/some-very-long-model-name 模型 onnx/vision_model.onnx";
        Progress progress = Progress.bar(out, nanos::get, width);
        for (Long total : Arrays.asList(400_000_000L, 3L, null)) {
            Progress.Meter meter = progress.start(label, BYTES, total);
            for (long position = 1; position <= 300_000_000; position *= 7) {
                nanos.addAndGet(1_000_000_000L);
                meter.at(position);
            }
        }

        assertThat(written.toString(StandardCharsets.UTF_8).split(Pattern.quote(ERASE)))
                .hasSizeGreaterThan(30)
                .allSatisfy(drawn -> assertThat(DisplayWidth.of(drawn)).isLessThan(width));
    }

    @Test
    void should_make_room_for_a_line_and_come_back_after_it() {
        Progress progress = Progress.bar(out, nanos::get, 80);
        progress.hide();
        progress.show();
        Progress.Meter meter = progress.start("pictures", ITEMS, 4L);
        progress.hide();
        progress.show();
        assertThat(written.size()).as("nothing, as the bar was not drawn yet").isZero();
        millis(1000);
        meter.at(1);
        written.reset();

        progress.hide();
        progress.hide();
        out.print("a line\n");
        progress.show();
        assertThat(written.toString(StandardCharsets.UTF_8))
                .isEqualTo(ERASE + "a line\n" + ERASE + "pictures [######..................]  25 % 1 of 4, 0.0/s");
        meter.close();
        written.reset();
        progress.show();
        assertThat(written.size()).isZero();
    }

    @Test
    void should_print_a_line_every_ten_seconds_for_pictures_and_none_for_short_work() {
        Progress progress = Progress.lines(out, nanos::get);
        try (Progress.Meter meter = progress.start("clipunit score:", ITEMS, 4L)) {
            millis(9000);
            meter.at(4);
        }
        assertThat(written.size()).isZero();

        try (Progress.Meter meter = progress.start("clipunit score:", ITEMS, null)) {
            for (int second = 9; second <= 34; second++) {
                millis(second * 1000L);
                meter.at(second - 9);
            }
        }
        assertThat(lines())
                .containsExactly(
                        "clipunit score: 10, 1.0/s", "clipunit score: 20, 1.0/s", "clipunit score: 25, 1.0/s", "");
    }

    @Test
    @Timeout(60)
    void should_count_in_a_thread_of_its_own() throws InterruptedException {
        CountDownLatch counted = new CountDownLatch(1);
        Progress.Meter meter = Progress.bar(out, nanos::get, 80).start("pictures", () -> {
            counted.countDown();
            return 8;
        });
        counted.await();
        while (!written.toString(StandardCharsets.UTF_8).contains("2 of 8")) {
            nanos.addAndGet(1_000_000_000L);
            meter.at(2);
            Thread.sleep(1);
        }
        Progress.NONE.start("pictures", () -> {
            throw new AssertionError("nobody sees it");
        });
    }

    @Test
    void should_do_without_a_length() {
        try (Progress.Meter meter = Progress.lines(out, nanos::get).start("tiny", BYTES, null)) {
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
