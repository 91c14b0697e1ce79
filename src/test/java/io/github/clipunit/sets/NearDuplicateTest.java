package io.github.clipunit.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.github.clipunit.Embedding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearDuplicateTest {

    @Test
    void should_name_each_repetition_and_what_it_repeats() {
        List<Embedding> set = List.of(
                Vectors.of(1, 0, 0),
                Vectors.of(0, 1, 0),
                Vectors.of(1, 0.1, 0),
                Vectors.of(0, 0, 1),
                Vectors.of(1, 0.1, 0));

        assertThat(NearDuplicate.in(set, 0.99))
                .extracting(NearDuplicate::index, NearDuplicate::original)
                .containsExactly(tuple(2, 0), tuple(4, 2));
    }

    @Test
    void should_find_copies_at_cosine_one_despite_rounding() {
        List<Embedding> once = Vectors.random(50, 64, 0, 9);
        List<Embedding> set = new ArrayList<>(once);
        set.addAll(once);

        assertThat(NearDuplicate.in(set, 1)).hasSize(50).allMatch(found -> found.original() == found.index() - 50);
    }

    @Test
    void should_find_as_many_as_a_search_of_all_pairs() {
        List<Embedding> set = Vectors.random(120, 4, 0.2, 11);
        long expected = 0;
        for (int i = 0; i < set.size(); i++) {
            int last = i;
            expected += IntStream.range(0, i).anyMatch(j -> set.get(last).cosine(set.get(j)) >= 0.97) ? 1 : 0;
        }

        assertThat(expected).isPositive();
        assertThat(NearDuplicate.in(set, 0.97)).hasSize((int) expected);
        assertThat(NearDuplicate.in(List.of(), 0.97)).isEmpty();
    }

    @Test
    void should_refuse_thresholds_that_no_cosine_has() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NearDuplicate.in(List.of(), 1.5))
                .withMessage("cosine threshold [1.5] must lie between -1 and 1");
    }
}
