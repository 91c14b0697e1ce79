package io.github.clipunit.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.image.ClipImage;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RememberingScorerTest {

    private static final ClipImage WIDE = blank(2, 1);
    private static final ClipImage TALL = blank(1, 2);

    private final Recorder recorder = new Recorder();
    private final RememberingScorer scorer = new RememberingScorer(recorder);

    @Test
    void should_ask_only_for_what_is_new_and_answer_in_order() {
        List<Embedding> first = scorer.embedImages(List.of(WIDE));
        List<Embedding> second = scorer.embedImages(List.of(TALL, WIDE, blank(2, 1), TALL));
        assertThat(recorder.asked).containsExactly(WIDE, TALL);
        assertThat(second.get(1)).isSameAs(first.get(0)).isSameAs(second.get(2));
        assertThat(second.get(0)).isSameAs(second.get(3)).isNotSameAs(first.get(0));
    }

    @Test
    void should_remember_prompts_too() {
        Embedding fox = scorer.embed("a fox");
        assertThat(scorer.embedPrompts(List.of("a wolf", "a fox")).get(1)).isSameAs(fox);
        assertThat(recorder.asked).containsExactly("a fox", "a wolf");
    }

    @Test
    void should_embed_the_picture_and_the_prompt_of_a_score_once() {
        double first = scorer.score(WIDE, "a fox").cosine();
        assertThat(scorer.score(WIDE, "a fox").cosine()).isEqualTo(first);
        assertThat(recorder.asked).containsExactly(WIDE, "a fox");
    }

    @Test
    void should_know_nothing_once_closed() {
        scorer.embed("a fox");
        scorer.close();
        assertThatThrownBy(() -> scorer.embed("a fox"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("closed");
    }

    private static ClipImage blank(int width, int height) {
        return ClipImage.of(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB));
    }

    private static final class Recorder implements ClipScorer {

        private final List<Object> asked = new ArrayList<>();
        private boolean isClosed;

        @Override
        public List<Embedding> embedImages(List<ClipImage> images) {
            return embedAll(images);
        }

        @Override
        public List<Embedding> embedPrompts(List<String> prompts) {
            return embedAll(prompts);
        }

        private List<Embedding> embedAll(List<?> subjects) {
            if (isClosed) {
                throw new IllegalStateException("closed");
            }
            asked.addAll(subjects);
            return subjects.stream()
                    .map(subject -> Embedding.of(1, subject.hashCode() % 7))
                    .toList();
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }
}
