package io.github.clipunit.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.internal.Progress;
import io.github.clipunit.internal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private static final String ERASE = "\r\u001b[K";
    private static final Terminal TERMINAL = new Terminal(true, Map.of("TERM", "xterm", "COLUMNS", "60"));

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private String written() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void should_print_in_colour_on_a_terminal_alone() {
        Screen.println(new Screen(written, TERMINAL, Progress.NONE), Colour.BAD, "wrong");
        Screen.println(new Screen(written, Terminal.NONE, Progress.NONE), Colour.GOOD, "right");
        assertThat(written()).isEqualToNormalizingNewlines("\u001b[31mwrong\u001b[0m\nright\n");
        StringWriter text = new StringWriter();
        Screen.print(new PrintWriter(text, true), Colour.BAD, "wrong");
        assertThat(text).hasToString("wrong");
    }

    @Test
    void should_let_no_other_escape_pass() {
        PrintWriter out = new Screen(written, TERMINAL, Progress.NONE);
        Screen.print(out, Colour.GOOD, "\u001b[31mred\u0007");
        out.print("\u001b]0;title");
        out.flush();
        assertThat(written()).isEqualTo("\u001b[32m\\u001b[31mred\\u0007\u001b[0m\\u001b]0;title");
    }

    @Test
    void should_know_its_columns_on_a_terminal_alone() {
        assertThat(Screen.columns(new Screen(written, TERMINAL, Progress.NONE))).hasValue(60);
        assertThat(Screen.columns(new Screen(written, Terminal.NONE, Progress.NONE)))
                .isEmpty();
        assertThat(Screen.width(new Screen(written, new Terminal(false, Map.of("COLUMNS", "40")), Progress.NONE)))
                .isEqualTo(40);
    }

    /** Both streams lead to one terminal here, as they usually do. */
    @Test
    void should_put_whole_lines_in_the_place_of_the_bar() {
        AtomicLong nanos = new AtomicLong();
        PrintStream err = new PrintStream(written, true, StandardCharsets.UTF_8);
        Progress bar = Progress.bar(err, nanos::get, 60);
        Progress.Meter meter = bar.start("scored", Progress.Unit.ITEMS, 2L);
        PrintWriter out = new Screen(written, TERMINAL, bar);
        nanos.set(1_000_000_000);
        meter.at(1);

        out.printf("%s  %s%n", "0.3", "fox.png");
        out.println("0.2  cat.png");
        meter.close();

        String drawn = ERASE + "scored [############............]  50 % 1 of 2, 0.0/s";
        assertThat(written())
                .isEqualToNormalizingNewlines(
                        drawn + ERASE + "0.3  fox.png\n" + drawn + ERASE + "0.2  cat.png\n" + drawn + ERASE);
    }

    @Test
    void should_leave_the_bar_alone_where_output_goes_to_a_file() {
        AtomicLong nanos = new AtomicLong();
        ByteArrayOutputStream onTerminal = new ByteArrayOutputStream();
        Progress bar = Progress.bar(new PrintStream(onTerminal, true, StandardCharsets.UTF_8), nanos::get, 60);
        Progress.Meter meter = bar.start("scored", Progress.Unit.ITEMS, 2L);
        nanos.set(1_000_000_000);
        meter.at(1);
        int before = onTerminal.size();

        new Screen(written, Terminal.NONE, bar).println("0.3  fox.png");

        assertThat(onTerminal.size()).isEqualTo(before);
        assertThat(written()).isEqualToNormalizingNewlines("0.3  fox.png\n");
    }
}
