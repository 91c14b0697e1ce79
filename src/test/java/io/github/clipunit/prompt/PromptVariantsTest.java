package io.github.clipunit.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromptVariantsTest {

    @Test
    void should_begin_with_the_prompt_and_hold_each_text_once() {
        PromptVariants variants =
                PromptVariants.all("a red fox in the snow").and("ein roter Fuchs", "a red fox in the snow");
        assertThat(variants.texts()).startsWith("a red fox in the snow").doesNotHaveDuplicates();
        assertThat(variants.list())
                .extracting(PromptVariant::kind)
                .containsOnly(VariantKind.values())
                .startsWith(VariantKind.ORIGINAL)
                .endsWith(VariantKind.OWN);
    }

    @Test
    void should_make_the_same_typos_each_time() {
        assertThat(PromptVariants.of("an icon of a fox in the snow").typos().texts())
                .containsExactly(
                        "an icon of a fox in the snow",
                        "an icon of a fox in the snwo",
                        "an icn of a fox in the snow",
                        "an icon of a fox in the snoow",
                        "an icon of a fox in the sniw");
        assertThat(PromptVariants.of("7").typos().texts()).containsExactly("7");
        assertThat(PromptVariants.of("a fox").typos().texts()).hasSizeBetween(4, 5);
    }

    @Test
    void should_change_case_punctuation_and_order() {
        assertThat(PromptVariants.of("a red fox, in snow").cases().texts())
                .containsExactly(
                        "a red fox, in snow", "A RED FOX, IN SNOW", "A red fox, in snow", "A Red Fox, In Snow");
        assertThat(PromptVariants.of("a red fox, in snow").punctuation().texts())
                .containsExactly(
                        "a red fox, in snow",
                        "a red fox, in snow.",
                        "a red fox, in snow!",
                        "\"a red fox, in snow\"",
                        "a red fox in snow");
        assertThat(PromptVariants.of("a red fox, in snow").wordOrder().texts()).endsWith("in snow, a red fox");
        assertThat(PromptVariants.of("a fox in front of a house").wordOrder().texts())
                .endsWith("in front of a house, a fox");
        assertThat(PromptVariants.of("a fox").wordOrder().texts()).containsExactly("a fox");
    }

    @Test
    void should_fill_templates() {
        assertThat(PromptVariants.of("a fox").templates("{} as a stamp").texts())
                .containsExactly("a fox", "a fox as a stamp");
        assertThatThrownBy(() -> PromptVariants.of("a fox").templates("a stamp"))
                .hasMessage("template [a stamp] must hold {} where the prompt belongs");
        assertThatThrownBy(() -> PromptVariants.of(" ")).hasMessage("prompt [ ] must not be blank: it has no variants");
    }

    @Test
    void should_pick_kinds_and_paint_each() {
        PromptVariants own = PromptVariants.of("a fox").and("ein Fuchs");
        assertThat(own.only(Set.of(VariantKind.OWN)).texts()).containsExactly("ein Fuchs");
        assertThat(own.paint(2, String::length)).isEqualTo(Map.of("a fox", List.of(5, 5), "ein Fuchs", List.of(9, 9)));
    }
}
