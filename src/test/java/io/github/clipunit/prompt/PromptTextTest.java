package io.github.clipunit.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptTextTest {

    /** The texts that are left are what the generators' documentation says of each parameter. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a red fox --ar 16:9                                | a red fox                       | --ar 16:9
            a red fox, snow --ar 16:9 --v 6.1 --style raw --no text, people | a red fox, snow    | --ar 16:9;--v 6.1;--style raw;--no text, people
            a red fox —ar 3:2 --tile --v6 --AR 1:1             | a red fox                       | —ar 3:2;--tile;--v6;--AR 1:1
            a cat, --v 6, a dog                                | a cat, a dog                    | --v 6
            a red fox --chaos 30 in snow                       | a red fox in snow               | --chaos 30
            /imagine prompt: a fox                             | a fox                           | /imagine prompt:
            a (car 2049:1.2)                                   | a car 2049                      | weight 1.2 of "car 2049"
            a fox. Negative prompt: blur, text                 | a fox.                          | negative prompt "blur, text"
            a (red:1.3) fox                                    | a red fox                       | weight 1.3 of "red"
            a ((red)) fox                                      | a red fox                       | emphasis of "red"
            a (((red))) fox                                    | a red fox                       | emphasis of "red"
            (a (red:1.2) fox:0.9), snow                        | a red fox, snow                 | weight 1.2 of "red";weight 0.9 of "a red fox"
            [[snow]], a fox                                    | snow, a fox                     | emphasis of "snow"
            (a red fox)++ in snow                              | a red fox in snow               | emphasis of "a red fox"
            a [fox:wolf:0.5] in snow                           | a wolf in snow                  | [fox:wolf:0.5]
            a fox <lora:ink_style:0.8>, snow                   | a fox, snow                     | <lora:ink_style:0.8>
            a fox, embedding:easy-negative, snow               | a fox, snow                     | embedding:easy-negative
            a fox \\(animal\\)                                 | a fox (animal)                  | backslashes before brackets
            (ugly:-1) a fox                                    | a fox                           | negative prompt "ugly"
            """)
    void should_leave_out_what_only_generators_understand(String prompt, String text, String leftOut) {
        assertThat(PromptText.of(prompt)).isEqualTo(new PromptText(text, List.of(leftOut.split(";"))));
    }

    @Test
    void should_end_a_line_where_a_generator_is_told_to_begin_anew() {
        assertThat(PromptText.of("a red fox BREAK a gray wolf"))
                .isEqualTo(new PromptText("a red fox\n\na gray wolf", List.of("BREAK")));
        assertThat(PromptText.of("a red fox::2 snow::0.5 text::-1"))
                .isEqualTo(new PromptText(
                        "a red fox\n\nsnow",
                        List.of("weight 2 of \"a red fox\"", "weight 0.5 of \"snow\"", "negative prompt \"text\"")));
        assertThat(PromptText.of("hot:: dog")).isEqualTo(new PromptText("hot\n\ndog", List.of("::")));
    }

    @Test
    void should_leave_out_what_a_web_interface_writes_below_a_prompt() {
        assertThat(PromptText.of("""
                        a red fox in the snow, <lora:fur:1>
                        Negative prompt: blurry, (bad anatomy:1.4)
                        Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 5"""))
                .isEqualTo(new PromptText(
                        "a red fox in the snow",
                        List.of(
                                "negative prompt \"blurry, (bad anatomy:1.4)\"",
                                "Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 5",
                                "<lora:fur:1>")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a red fox",
                " a red  fox ,, twice \n",
                "a fox (Vulpes vulpes) in snow",
                "a poster that says \"sale: 50\"",
                "a clock at 10:30 (local time 10:30)",
                "a 16:9 picture (16:9)",
                "a fox -- and nothing else",
                "a fox—red and quick—in snow",
                "a hot-air balloon --sail",
                "a program in C++ with std::vector",
                "[a fox] on a <b>page</b>",
                "tea BREAKfast",
                "a fox: red",
                "C:\\pictures\\fox",
                "a sign \"TAKE A BREAK NOW\" and \"((WOW))\", \"(run:1.5)\"",
                "\"git log --v 2 --no text\" on a screen",
                "Dos hombres hablan: —no quiero ir, dice el viejo.",
                "a man —fast asleep— on a sofa",
                "a clock [12:30:45], [John:3:16], at 10::30",
                "a scene of (Blade Runner: 2049), a girl (age: 7)",
                "Ca(OH)++ and foo(x)-- (let's go!)-",
                "Steps: 3, each covered in moss",
                ".NET beside a ?! sign"
            })
    void should_leave_ordinary_text_as_it_is_to_the_last_character(String prompt) {
        assertThat(PromptText.of(prompt)).isEqualTo(new PromptText(prompt, List.of()));
    }

    @Test
    void should_keep_what_stands_around_a_parameter() {
        assertThat(PromptText.of("a fox --ar 16:9\n\n.NET beside a ?! sign").text())
                .isEqualTo("a fox\n\n.NET beside a ?! sign");
        assertThat(PromptText.of("Negative prompt: blur\nA red fox").text()).isEqualTo("A red fox");
    }

    @Test
    void should_refuse_a_prompt_that_has_nothing_else() {
        assertThatThrownBy(() -> PromptText.of("--ar 16:9 <lora:x:1>"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("prompt [--ar 16:9 <lora:x:1>] has no text, only parameters for generators: describe the"
                        + " picture, or set clipunit.prompt.parameters to keep");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(", "((", ",", "::", "a::", "[", "<lora:", "--ar ", "\\(", "a (", "b:", " BREAK", "\n", " ", "\"",
                "(a", "a--no b"
            })
    void should_read_long_and_broken_prompts_to_their_end(String piece) {
        String prompt = "a fox " + piece.repeat(4000);
        assertThat(PromptText.of(prompt).text()).startsWith("a fox");
    }
}
