package io.github.clipunit.junit;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.clipunit.CircleScorer;
import io.github.clipunit.golden.Golden;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Annotations whose values mean nothing fail their test or class as a mistake of configuration. */
class BlankAnnotationsTest {

    @Test
    void should_refuse_a_blank_model() {
        assertThat(said(BlankModel.class))
                .containsExactly("@ClipTest(model = [ ]) of [class " + BlankModel.class.getName()
                        + "] must not be blank; leave it out to let clipunit.model decide");
        assertThat(said(BlankModelOfMethod.class))
                .singleElement()
                .asString()
                .startsWith("@ClipTest(model = [\\t]) of [void " + BlankModelOfMethod.class.getName());
    }

    @Test
    void should_refuse_a_blank_directory_of_goldens_and_a_tolerance_that_is_none() {
        assertThat(said(BlankDirectory.class))
                .containsExactly(
                        "@Golden(dir = [  ]) must not be blank; leave it out to let clipunit.golden.dir decide; the annotation"
                                + " belongs to [BlankAnnotationsTest$BlankDirectory]");
        assertThat(said(PercentTolerance.class))
                .containsExactly(
                        "@Golden(tolerance = [3.0]) must be a difference of cosines, from 0 to 2; the annotation belongs to"
                                + " [BlankAnnotationsTest$PercentTolerance#paints]",
                        "@Golden(tolerance = [-Infinity]) must be a difference of cosines, from 0 to 2; the annotation belongs to"
                                + " [BlankAnnotationsTest$PercentTolerance#paintsAgain]");
    }

    @Test
    void should_refuse_blank_prompts_and_variants() {
        assertThat(said(BlankPrompt.class))
                .containsExactlyInAnyOrder(
                        "@PromptVariantSource: prompt [ ] must not be blank: it has no variants",
                        "@PromptVariantSource: texts at index 1 [] must not be blank");
    }

    /** What fails tests and classes, each as a mistake of configuration. */
    private static List<String> said(Class<?> type) {
        return EngineTestKit.engine("junit-jupiter")
                .enableImplicitConfigurationParameters(false)
                .selectors(selectClass(type))
                .execute()
                .allEvents()
                .finished()
                .stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .flatMap(result -> result.getThrowable().stream())
                .map(BlankAnnotationsTest::message)
                .toList();
    }

    private static String message(Throwable thrown) {
        assertThat(thrown).isInstanceOf(ExtensionConfigurationException.class);
        return String.valueOf(thrown.getMessage());
    }

    @ClipTest(model = " ")
    static class BlankModel {
        @Test
        void paints() {
            assertThat(CircleScorer.picture(0)).matchesPrompt("a red fox").withClipScoreAbove(-1);
        }
    }

    static class BlankModelOfMethod {
        @Test
        @ClipTest(model = "\t")
        void paints() {
            assertThat(CircleScorer.picture(0)).matchesPrompt("a red fox").withClipScoreAbove(-1);
        }
    }

    @ClipTest(model = "pictogram")
    @Golden(dir = "  ")
    static class BlankDirectory {
        @Test
        void paints() {}
    }

    @ClipTest(model = "pictogram")
    static class PercentTolerance {
        @Test
        @Golden(tolerance = 3)
        void paints() {}

        @Test
        @Golden(tolerance = Double.NEGATIVE_INFINITY)
        void paintsAgain() {}
    }

    static class BlankPrompt {
        @ParameterizedTest
        @PromptVariantSource(" ")
        void paints(String variant) {}

        @ParameterizedTest
        @PromptVariantSource(
                value = "a red fox",
                own = {"ein Fuchs", ""})
        void paintsAgain(String variant) {}
    }
}
