package io.github.clipunit.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.cache.CachingScorer;
import io.github.clipunit.check.WordContribution;
import io.github.clipunit.check.WordContributions;
import io.github.clipunit.image.ClipImage;
import java.awt.image.BufferedImage;
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
                        "words the picture lacks: \"snow\" (+0.067 without it)",
                        "words it shows: \"red fox\" (-0.417 without it), \"red\" (-0.190 without it), \"fox\" (-0.190 without it)");
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

    @Test
    void should_not_show_a_sign_for_what_is_noise() {
        assertThat(new WordContribution("deep", 0.0004)).hasToString("\"deep\" (+0.000 without it)");
        assertThat(new WordContribution("deep", 0.0006)).hasToString("\"deep\" (-0.001 without it)");
    }
}
