package io.github.clipunit.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.FakeScorer;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.model.EmbeddedModel;
import io.github.clipunit.onnx.OnnxClipScorer;
import io.github.clipunit.onnx.OnnxOptions;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.settings.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenericCaptionsTest {

    @TempDir
    Path cache;

    private TestScope scope;

    @BeforeEach
    void keepOutOfTheUsersCache() {
        scope = TestScope.open(
                FakeScorer.of("", 0),
                Settings.of(Map.of(GenericCaptions.CACHE.name(), cache.toString())),
                new TestIdentity(GenericCaptionsTest.class, Optional.empty(), Optional.empty(), "test"),
                check -> {});
    }

    @AfterEach
    void closeScope() {
        scope.close();
    }

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
    void should_be_embedded_once_a_model() {
        BagOfWords scorer = new BagOfWords();
        assertThat(GenericCaptions.embeddings(scorer))
                .containsExactlyElementsOf(GenericCaptions.all().stream()
                        .map(caption -> BagOfWords.embedding(0, caption))
                        .toList());
        int asked = scorer.prompts.size();
        GenericCaptions.embeddings(scorer);
        assertThat(scorer.prompts).hasSize(asked);
    }

    @Test
    void should_name_what_a_pictogram_shows() {
        try (ClipScorer scorer = OnnxClipScorer.load(EmbeddedModel.pictogram(), OnnxOptions.defaults())) {
            GenericCaptions.embeddings(scorer);
            Embedding circle = scorer.embed(ClipImage.of(Path.of("src/test/resources/pictures/red-circle.png")));
            assertThat(GenericCaptions.index(scorer)
                            .closest(scorer, circle, 1, 0)
                            .descriptions()
                            .get(0)
                            .text())
                    .isEqualTo("a red circle on a white background");
        }
    }
}
