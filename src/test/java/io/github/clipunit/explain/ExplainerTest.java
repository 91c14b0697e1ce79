package io.github.clipunit.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.cache.CachingScorer;
import io.github.clipunit.check.Description;
import io.github.clipunit.check.Explanation;
import io.github.clipunit.check.WordContribution;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.settings.Settings;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplainerTest {

    private static final ClipImage BLACK = ClipImage.of(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB));

    private Explanation explain(ClipScorer scorer, String mode, double score) {
        Map<String, String> settings = new HashMap<>();
        if (!mode.isEmpty()) {
            settings.put(Explainer.EXPLAIN.name(), mode);
        }
        return Explainer.explain(Settings.of(settings), scorer, BLACK, "a red fox in the snow", score, Double.NaN);
    }

    @Test
    void should_explain_in_words_by_default_and_embed_no_other_picture() {
        BagOfWords bag = BagOfWords.seeing("a red fox");
        ClipScorer scorer = CachingScorer.inMemory(bag);
        Explanation explanation = explain(scorer, "", 0.7);
        assertThat(explanation.words().all())
                .extracting(WordContribution::text)
                .containsExactly("red fox", "red", "fox", "snow");
        assertThat(explanation.closest().descriptions())
                .extracting(Description::text)
                .startsWith("a red fox in the snow");
        assertThat(explanation.hints()).containsExactly("the picture is blank: every pixel is #000000");
        assertThat(explanation.heatMap()).isNull();
        assertThat(explanation.troubles()).isEmpty();
        assertThat(bag.pictures).containsExactly(1);
    }

    @Test
    void should_compare_with_all_captions_at_once_and_with_some_where_the_model_is_known_by_name_alone() {
        BagOfWords bag = BagOfWords.seeing("a red fox");
        Explanation all = explain(CachingScorer.inMemory(bag), "text", 0.7);
        assertThat(all.closest().compared())
                .isEqualTo(454)
                .isEqualTo(all.closest().total());
        assertThat(bag.prompts).contains(GenericCaptions.all());
        List<String> asked = new ArrayList<>();
        ClipScorer service = ClipScorer.of("service", (image, prompt) -> {
            asked.add(prompt);
            return prompt.equals("a cat or a dog") ? 0.3 : prompt.equals("some food on a plate") ? Double.NaN : 0.1;
        });
        Explanation some = explain(service, "text", 0.7);
        assertThat(asked).containsAll(GenericCaptions.first()).doesNotContain("a red heart");
        assertThat(some.closest().line().orElseThrow())
                .startsWith("closest descriptions (of 21 compared, out of 454): \"a cat or a dog\" (0.300), ");
        assertThat(explain(service, "text", 0.7).lines()).isEqualTo(some.lines());
    }

    @Test
    void should_draw_where_the_model_looked_only_if_asked() {
        ClipScorer scorer = CachingScorer.inMemory(BagOfWords.seeing("a red fox"));
        assertThat(explain(scorer, "heatmap", 0.7).heatMap()).isNotNull();
        assertThat(explain(scorer, "heatmap", Double.NaN).heatMap()).isNull();
    }

    @Test
    void should_do_nothing_if_switched_off() {
        BagOfWords scorer = new BagOfWords();
        assertThat(explain(scorer, "off", 0.7)).isEqualTo(Explanation.NONE);
        assertThat(scorer.prompts).isEmpty();
    }

    @Test
    void should_name_what_went_wrong_instead_of_failing() {
        ClipScorer broken = new ClipScorer() {
            @Override
            public List<Embedding> embedImages(List<ClipImage> images) {
                throw new IllegalStateException("out of tensors");
            }

            @Override
            public List<Embedding> embedPrompts(List<String> prompts) {
                throw new IllegalStateException("out of tokens");
            }

            @Override
            public ClipModel model() {
                throw new UnsupportedOperationException();
            }

            @Override
            public void close() {}
        };
        assertThat(explain(broken, "text", 0.7).lines())
                .containsExactly(
                        "not explained: out of tensors", "not explained: java.lang.UnsupportedOperationException");
        assertThat(explain(broken, "loudly", 0.7).lines())
                .containsExactly(
                        "not explained: clipunit.explain = [loudly] (configuration parameter) cannot be read: choose one"
                                + " of: off, text, heatmap");
    }
}
