package io.github.clipunit.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.cache.CachingScorer;
import io.github.clipunit.check.Closest;
import io.github.clipunit.check.Description;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.model.EmbeddedModel;
import io.github.clipunit.onnx.OnnxClipScorer;
import io.github.clipunit.onnx.OnnxOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class GenericCaptionsTest {

    @Test
    void should_be_some_hundreds_of_plain_and_different_texts() {
        assertThat(GenericCaptions.all())
                .hasSizeBetween(400, 500)
                .doesNotHaveDuplicates()
                .allSatisfy(caption -> assertThat(caption).matches("[A-Za-z, '-]{3,60}"));
        assertThat(GenericCaptions.groups()).hasSizeBetween(16, 24).allSatisfy(group -> assertThat(group)
                .hasSizeGreaterThan(10));
        assertThat(GenericCaptions.groups())
                .allSatisfy(group -> assertThat(group.get(0).split(" ")).hasSize(5));
    }

    @Test
    void should_fit_into_the_context_of_the_embedded_model() {
        try (ClipScorer scorer = OnnxClipScorer.load(EmbeddedModel.pictogram(), OnnxOptions.defaults())) {
            assertThat(GenericCaptions.all())
                    .allSatisfy(caption ->
                            assertThat(scorer.countTokens(caption).getAsInt()).isLessThanOrEqualTo(24));
        }
    }

    @Test
    void should_name_what_a_pictogram_shows() {
        ClipImage circle = ClipImage.of(Path.of("src/test/resources/pictures/red-circle.png"));
        try (ClipScorer scorer = OnnxClipScorer.load(EmbeddedModel.pictogram(), OnnxOptions.defaults())) {
            Closest closest = new CaptionSearch(
                            GenericCaptions.groups(), CachingScorer.inMemory(scorer), circle, () -> 0)
                    .closest(1, 0);
            assertThat(closest.descriptions())
                    .extracting(Description::text)
                    .containsExactly("a red circle on a white background");
        }
    }
}
