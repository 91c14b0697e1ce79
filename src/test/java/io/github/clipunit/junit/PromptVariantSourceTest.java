package io.github.clipunit.junit;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.clipunit.CircleScorer;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.prompt.PromptVariants;
import io.github.clipunit.prompt.VariantKind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

class PromptVariantSourceTest {

    @ParameterizedTest
    @PromptVariantSource("a red fox in the snow")
    void should_give_each_variant_and_the_prompt(String variant, String prompt) {
        assertThat(prompt).isEqualTo("a red fox in the snow");
        assertThat(PromptVariants.all(prompt).texts()).contains(variant);
    }

    @Test
    void should_name_the_variant_in_failures() {
        assertThat(EngineTestKit.engine("junit-jupiter")
                        .enableImplicitConfigurationParameters(false)
                        .selectors(selectClass(Failing.class))
                        .execute()
                        .testEvents()
                        .failed()
                        .list())
                .extracting(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .map(Throwable::getMessage)
                        .orElse(""))
                .satisfiesExactly(
                        message -> assertThat(message).endsWith("\nprompt variant: \"un renard roux\""),
                        message -> assertThat(message).endsWith("\nprompt variant: \"ein \\u202eroter Fuchs\""));
    }

    static class Failing {
        @RegisterExtension
        static final ClipExtension CLIP = ClipExtension.scoredBy(new CircleScorer(Map.of("a red fox", 80)));

        @ParameterizedTest
        @PromptVariantSource(
                value = "a red fox",
                kinds = VariantKind.OWN,
                own = {"un renard roux", "ein \u202eroter Fuchs"})
        void paints(String variant, String prompt, ClipScorer clip) {
            assertThat(CircleScorer.picture(0))
                    .scoredBy(clip)
                    .matchesPrompt(prompt)
                    .withClipScoreAbove(variant.isEmpty() ? 0 : 0.28);
        }
    }

    @ParameterizedTest(name = "{argumentSetName}")
    @PromptVariantSource(value = "a red fox", kinds = VariantKind.OWN, own = "ein roter Fuchs")
    void should_give_the_kinds_that_are_asked_for(String variant) {
        assertThat(variant).isEqualTo("ein roter Fuchs");
    }
}
