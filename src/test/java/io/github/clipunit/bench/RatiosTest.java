package io.github.clipunit.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatiosTest {

    private static Ratios of(String... lines) {
        return Ratios.parse("ratios.csv", List.of(lines));
    }

    @Test
    void should_read_and_write_a_file() {
        Ratios ratios = of("# a machine, 2 cores", "\"1,000 prompts : padded\",0.290", "\"a : b\",1", "\"c : d\",12.5");
        assertThat(ratios.machine()).isEqualTo("a machine, 2 cores");
        assertThat(ratios.byName())
                .containsExactly(
                        Map.entry("1,000 prompts : padded", 0.29), Map.entry("a : b", 1.0), Map.entry("c : d", 12.5));
        assertThat(ratios.lines())
                .containsExactly(
                        "# a machine, 2 cores",
                        "\"1,000 prompts : padded\",0.290",
                        "\"a : b\",1.000",
                        "\"c : d\",12.500");
    }

    @Test
    void should_list_drifted_new_and_gone_ratios() {
        Ratios committed = of(
                "# old",
                "\"slower\",1",
                "\"faster\",2",
                "\"hardly slower\",1",
                "\"hardly faster\",2",
                "\"same\",0.5",
                "\"left\",0.7");
        Ratios now = of(
                "# fresh",
                "\"slower\",1.16",
                "\"faster\",1.6",
                "\"hardly slower\",1.14",
                "\"hardly faster\",1.71",
                "\"same\",0.5",
                "\"came\",1.25");
        assertThat(now.since(committed))
                .containsExactly(
                        "- committed on old",
                        "- now on fresh",
                        "- new: came, 1.25",
                        "- gone: left, 0.70",
                        "",
                        "| drifted by more than 15 % | committed | now | drift |",
                        "| --- | --- | --- | --- |",
                        "| slower | 1.00 | 1.16 | +16 % |",
                        "| faster | 2.00 | 1.60 | -20 % |");
    }

    @Test
    void should_say_that_nothing_drifted() {
        assertThat(of("# fresh", "\"a : b\",1.1").since(of("# old", "\"a : b\",1")))
                .containsExactly("- committed on old", "- now on fresh", "", "nothing drifted by more than 15 %");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "a : b,1|must be \"NAME\",RATIO with a ratio above 0",
                "\"a : b\",fast|must be \"NAME\",RATIO with a ratio above 0",
                "\"a : b\",0.00|must be \"NAME\",RATIO with a ratio above 0",
                "\"a : b\",-1|must be \"NAME\",RATIO with a ratio above 0",
                "\"a : b\",NaN|must be \"NAME\",RATIO with a ratio above 0",
                "\"a : b\"|must be \"NAME\",RATIO with a ratio above 0",
                "<<<<<<< HEAD|must be \"NAME\",RATIO with a ratio above 0",
                "\"first\",1|must not name a comparison again",
            })
    void should_name_the_line_that_is_broken(String line, String rule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("# a machine", "\"first\",2", line))
                .withMessage("ratios.csv, line 3 " + rule + ", but is [" + line + "]; restore the file, or copy"
                        + " target/bench/ratios.csv of another run over it");
    }

    @Test
    void should_read_what_is_committed() throws IOException {
        Path file = Path.of("bench/ratios.csv");
        Ratios committed = Ratios.parse(file.toString(), Files.readAllLines(file));
        assertThat(committed.machine()).contains("cores");
        assertThat(committed.byName()).isNotEmpty();
        assertThat(committed.lines()).isEqualTo(Files.readAllLines(file));
    }
}
