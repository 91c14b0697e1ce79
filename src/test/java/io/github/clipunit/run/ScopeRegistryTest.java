package io.github.clipunit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.FakeScorer;
import io.github.clipunit.image.ClipImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScopeRegistryTest {

    private final ScopeRegistry registry = new ScopeRegistry();

    @Test
    void should_give_a_thread_of_no_test_the_only_scorer_there_is() {
        assertThatThrownBy(registry::scorer)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("no CLIP scorer is current: ");
        ClipScorer one = FakeScorer.of("a fox", 0.3);
        ClipScorer other = ClipScorer.of("other-1", (image, prompt) -> 0.3);
        registry.announce(one);
        assertThat(registry.scorer()).isSameAs(one);
        registry.announce(other);
        registry.retire(one);
        assertThat(registry.scorer()).isSameAs(other);
    }

    @Test
    void should_not_choose_between_scorers_of_several_models_named_or_not() {
        registry.announce(FakeScorer.of("a fox", 0.3));
        registry.announce(ClipScorer.of("other-1", (image, prompt) -> 0.3));
        assertThatThrownBy(registry::scorer)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "this thread belongs to no test and the run uses several models [fake, other-1]: name one with"
                                + " assertThat(image).scoredBy(scorer), where scorer is the test's ClipScorer parameter");
        ScopeRegistry unnamed = new ScopeRegistry();
        unnamed.announce(new Unnamed(1));
        unnamed.announce(new Unnamed(2));
        assertThatThrownBy(unnamed::scorer)
                .hasMessageContaining("several models [Unnamed[number=1], Unnamed[number=2]]");
    }

    private record Unnamed(int number) implements ClipScorer {

        @Override
        public List<Embedding> embedImages(List<ClipImage> images) {
            return List.of();
        }

        @Override
        public List<Embedding> embedPrompts(List<String> prompts) {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
