package io.github.clipunit.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.model.EmbeddedModel;
import io.github.clipunit.onnx.OnnxClipScorer;
import io.github.clipunit.onnx.OnnxOptions;
import org.junit.jupiter.api.Test;

class GenericCaptionsTest {

    @Test
    void should_be_some_hundreds_of_plain_and_different_texts() {
        assertThat(GenericCaptions.all())
                .hasSizeBetween(400, 500)
                .doesNotHaveDuplicates()
                .allSatisfy(caption -> assertThat(caption).matches("[A-Za-z, '-]{3,60}"));
        assertThat(GenericCaptions.first()).hasSizeBetween(16, 24).isSubsetOf(GenericCaptions.all());
    }

    @Test
    void should_fit_into_the_context_of_the_embedded_model() {
        try (ClipScorer scorer = OnnxClipScorer.load(EmbeddedModel.pictogram(), OnnxOptions.defaults())) {
            assertThat(GenericCaptions.all())
                    .allSatisfy(caption ->
                            assertThat(scorer.countTokens(caption).getAsInt()).isLessThanOrEqualTo(24));
        }
    }
}
