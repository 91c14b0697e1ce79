package io.github.clipunit.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.Logits;
import io.github.clipunit.cache.CachingScorer;
import io.github.clipunit.check.WordContribution;
import io.github.clipunit.check.WordContributions;
import io.github.clipunit.image.ClipImage;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptOcclusionTest {

    private static final ClipImage IMAGE = ClipImage.of(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));

    private final BagOfWords bag = BagOfWords.seeing("a red fox");
    private final ClipScorer scorer = CachingScorer.inMemory(bag);
    private final Embedding fox = BagOfWords.embedding("a red fox");

    private WordContributions of(String prompt) {
        return PromptOcclusion.of(scorer, IMAGE, prompt, fox.cosine(BagOfWords.embedding(prompt)));
    }

    @Test
    void should_be_what_the_cosine_loses_without_the_part() {
        double whole = fox.cosine(BagOfWords.embedding("a red fox in the snow"));
        assertThat(of("a red fox in the snow").all())
                .satisfiesExactly(
                        word -> holds(word, "red fox", whole - fox.cosine(BagOfWords.embedding("a in the snow"))),
                        word -> holds(word, "red", whole - fox.cosine(BagOfWords.embedding("a fox in the snow"))),
                        word -> holds(word, "fox", whole - fox.cosine(BagOfWords.embedding("a red in the snow"))),
                        word -> holds(word, "snow", whole - fox.cosine(BagOfWords.embedding("a red fox in the"))));
    }

    private static void holds(WordContribution word, String text, double contribution) {
        assertThat(word.text()).isEqualTo(text);
        assertThat(word.contribution()).isCloseTo(contribution, within(1e-12));
    }

    @Test
    void should_say_what_the_picture_lacks_and_shows() {
        assertThat(of("a red fox in the snow").lines())
                .containsExactly(
                        "most likely missing: \"snow\" (+0.067 without it)",
                        "most likely shown: \"red fox\" (-0.417 without it), \"red\" (-0.190 without it), \"fox\" (-0.190 without it)");
    }

    @Test
    void should_embed_one_batch() {
        assertThat(of("a red fox in the snow").all()).hasSize(4);
        assertThat(bag.prompts).hasSize(1);
    }

    @Test
    void should_say_nothing_of_a_single_part_or_without_a_score() {
        assertThat(of("a fox").all()).isEmpty();
        assertThat(PromptOcclusion.of(scorer, IMAGE, "a red fox", Double.NaN).all())
                .isEmpty();
        assertThat(bag.prompts).isEmpty();
    }

    @Test
    void should_ask_the_scorer_and_leave_out_what_is_no_number() {
        ClipScorer own = ClipScorer.of(
                "own", (image, text) -> text.contains("red") ? text.contains("fox") ? 0.3 : 0.1 : Double.NaN);
        assertThat(PromptOcclusion.of(own, IMAGE, "a red fox", 0.3).all())
                .satisfiesExactly(word -> holds(word, "fox", 0.2));
    }

    private static List<String> lines(Object... textsAndContributions) {
        List<WordContribution> parts = new ArrayList<>();
        for (int i = 0; i < textsAndContributions.length; i += 2) {
            parts.add(new WordContribution((String) textsAndContributions[i], (Double) textsAndContributions[i + 1]));
        }
        return WordContributions.of(parts, Logits.CLIP).lines().toList();
    }

    @Test
    void should_say_nothing_where_nothing_is_significant() {
        assertThat(lines("deep", 0.009, "snow", -0.009, "red fox", 0.0294, "owl", -0.0294))
                .isEmpty();
        assertThat(lines("snow", -0.0304)).containsExactly("most likely missing: \"snow\" (+0.030 without it)");
    }

    @Test
    void should_call_significant_what_gets_19_in_20_of_the_two_prompts() {
        double bound = WordContributions.of(List.of(), Logits.CLIP).significant();
        assertThat(Logits.CLIP.softmax(bound, 0)[0]).isCloseTo(0.95, within(1e-12));
    }

    @Test
    void should_not_call_shown_what_shares_a_word_with_a_part_that_adds_nothing() {
        assertThat(lines("blue circle", 0.05, "Blue", -0.06, "circle", 0.04))
                .containsExactly(
                        "most likely missing: \"Blue\" (+0.060 without it)",
                        "most likely shown: \"circle\" (-0.040 without it)");
    }

    @Test
    void should_never_call_a_number_shown() {
        assertThat(lines("four stars", 0.2, "four", 0.1, "4th", 0.1, "stars", 0.1, "orange", 0.1))
                .containsExactly("most likely shown: \"stars\" (-0.100 without it), \"orange\" (-0.100 without it)");
    }
}
