package io.github.clipunit.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.FakeScorer;
import io.github.clipunit.check.Closest;
import io.github.clipunit.check.Description;
import io.github.clipunit.check.Explanation;
import io.github.clipunit.check.HeatMap;
import io.github.clipunit.check.WordContribution;
import io.github.clipunit.check.WordContributions;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.settings.Settings;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainerTest {

    private static final ClipImage BLACK = ClipImage.of(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB));

    @TempDir
    Path cache;

    private Explanation explain(ClipScorer scorer, String mode, Supplier<Embedding> embedding, double score) {
        Map<String, String> settings = new HashMap<>(Map.of(GenericCaptions.CACHE.name(), cache.toString()));
        if (!mode.isEmpty()) {
            settings.put(Explainer.EXPLAIN.name(), mode);
        }
        TestScope scope = TestScope.open(
                FakeScorer.of("", 0),
                Settings.of(settings),
                new TestIdentity(ExplainerTest.class, Optional.empty(), Optional.empty(), "test"),
                check -> {});
        try {
            if (scorer instanceof BagOfWords bag) {
                GenericCaptions.embeddings(scorer); // so that nothing depends on this machine's speed
                bag.prompts.clear();
            }
            return Explainer.explain(scorer, BLACK, embedding, "a red fox in the snow", score);
        } finally {
            scope.close();
        }
    }

    private static Embedding redFox() {
        return BagOfWords.embedding(0, "a red fox");
    }

    @Test
    void should_explain_in_words_by_default_and_embed_no_picture() {
        BagOfWords scorer = new BagOfWords();
        Explanation explanation = explain(scorer, "", ExplainerTest::redFox, 0.7);
        assertThat(explanation.words().all())
                .extracting(WordContribution::text)
                .containsExactly("red fox", "red", "fox", "snow");
        assertThat(explanation.closest().descriptions())
                .extracting(Description::text)
                .startsWith("a red fox in the snow");
        assertThat(explanation.hints()).containsExactly("the picture is blank: every pixel is #000000");
        assertThat(explanation.heatMap()).isEmpty();
        assertThat(explanation.troubles()).isEmpty();
        assertThat(scorer.pictures).isEmpty();
    }

    @Test
    void should_draw_where_the_model_looked_only_if_asked() {
        BagOfWords scorer = new BagOfWords();
        assertThat(explain(scorer, "heatmap", ExplainerTest::redFox, 0.7).heatMap())
                .isPresent();
        assertThat(explain(scorer, "heatmap", ExplainerTest::redFox, Double.NaN).heatMap())
                .isEmpty();
    }

    @Test
    void should_do_nothing_if_switched_off() {
        BagOfWords scorer = new BagOfWords();
        assertThat(explain(scorer, "off", ExplainerTest::redFox, 0.7)).isEqualTo(Explanation.NONE);
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
        assertThat(explain(broken, "text", ExplainerTest::redFox, 0.7).lines())
                .containsExactly(
                        "not explained: out of tokens",
                        "not explained: java.lang.UnsupportedOperationException",
                        "not explained: java.lang.UnsupportedOperationException");
        assertThat(explain(broken, "text", () -> broken.embed(BLACK), 0.7).lines())
                .contains("not explained: out of tensors");
        assertThat(explain(broken, "loudly", ExplainerTest::redFox, 0.7).lines())
                .containsExactly(
                        "not explained: clipunit.explain = [loudly] (configuration parameter) cannot be read: choose one"
                                + " of: off, text, heatmap");
    }

    @Test
    void should_give_facts_that_a_report_can_read() {
        Explanation explanation = new Explanation(
                new WordContributions(List.of(new WordContribution("\"><script>", -0.25))),
                new Closest(List.of(new Description("a cat", 0.5)), 1, 1),
                List.of("tiny"),
                Optional.of(new HeatMap(1, 2, List.of(0.5, -0.5), 0, 0, 1, 1)),
                List.of());
        assertThat(explanation.facts())
                .containsEntry("words", "[{\"text\":\"\\\"\\u003e\\u003cscript\\u003e\",\"contribution\":-0.25}]")
                .containsEntry("closest", "[{\"text\":\"a cat\",\"score\":0.5}]")
                .containsEntry("hints", "[\"tiny\"]")
                .containsEntry(
                        "heatmap",
                        "{\"columns\":1,\"rows\":2,\"values\":[0.5,-0.5],\"left\":0.0,\"top\":0.0,\"right\":1.0,"
                                + "\"bottom\":1.0}");
        assertThat(Explanation.NONE.facts()).isEmpty();
    }
}
