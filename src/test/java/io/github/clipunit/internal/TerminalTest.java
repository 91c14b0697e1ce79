package io.github.clipunit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {

    private static Terminal terminal(boolean isTerminal, String variables) {
        Map<String, String> environment = new TreeMap<>(Map.of("TERM", "xterm"));
        Pattern.compile("([A-Z_]+)=(\\S*)")
                .matcher(variables)
                .results()
                .forEach(variable -> environment.put(variable.group(1), variable.group(2)));
        return new Terminal(isTerminal, environment);
    }

    /** <a href="https://no-color.org">NO_COLOR</a> and <a href="https://bixense.com/clicolors">CLICOLOR</a> say so. */
    @ParameterizedTest
    @CsvSource({
        "'', true, false",
        "NO_COLOR=1, false, false",
        "NO_COLOR=, true, false",
        "CLICOLOR=0, false, false",
        "CLICOLOR=1, true, false",
        "CLICOLOR_FORCE=1, true, true",
        "CLICOLOR_FORCE=0, true, false",
        "CLICOLOR_FORCE=, true, false",
        "NO_COLOR=1 CLICOLOR_FORCE=1, false, false",
        "CLICOLOR=0 CLICOLOR_FORCE=1, true, true",
        "TERM=dumb, false, false",
        "TERM=dumb CLICOLOR_FORCE=1, true, true"
    })
    void should_have_colours(String variables, boolean onTerminal, boolean inPipe) {
        assertThat(terminal(true, variables).hasColours()).isEqualTo(onTerminal);
        assertThat(terminal(false, variables).hasColours()).isEqualTo(inPipe);
    }

    @ParameterizedTest
    @CsvSource({"'', true", "TERM=dumb, false", "CI=true, false", "NO_COLOR=1, true"})
    void should_redraw_on_terminals_alone(String variables, boolean canRedraw) {
        assertThat(terminal(true, variables).canRedraw()).isEqualTo(canRedraw);
        assertThat(terminal(false, variables).canRedraw()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"'', 80", "COLUMNS=40, 40", "COLUMNS=0, 80", "COLUMNS=-7, 80", "COLUMNS=wide, 80", "COLUMNS=123456, 80"
    })
    void should_be_as_wide_as_the_environment_says(String variables, int width) {
        assertThat(terminal(false, variables).width()).isEqualTo(width);
    }

    /** Surefire's streams are pipes. */
    @Test
    void should_not_take_a_pipe_for_a_terminal() {
        assertThat(Terminal.output().isTerminal()).isFalse();
        assertThat(Terminal.NONE.hasColours()).isFalse();
    }
}
