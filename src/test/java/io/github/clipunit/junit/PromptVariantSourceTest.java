package io.github.clipunit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.prompt.PromptVariants;
import io.github.clipunit.prompt.VariantKind;
import org.junit.jupiter.params.ParameterizedTest;

class PromptVariantSourceTest {

    @ParameterizedTest
    @PromptVariantSource("a red fox in the snow")
    void should_give_each_variant_and_the_prompt(String variant, String prompt) {
        assertThat(prompt).isEqualTo("a red fox in the snow");
        assertThat(PromptVariants.all(prompt).texts()).contains(variant);
    }

    @ParameterizedTest(name = "{argumentSetName}")
    @PromptVariantSource(value = "a red fox", kinds = VariantKind.OWN, own = "ein roter Fuchs")
    void should_give_the_kinds_that_are_asked_for(String variant) {
        assertThat(variant).isEqualTo("ein roter Fuchs");
    }
}
