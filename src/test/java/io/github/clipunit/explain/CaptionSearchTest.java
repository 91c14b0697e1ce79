package io.github.clipunit.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.cache.CachingScorer;
import io.github.clipunit.check.Closest;
import io.github.clipunit.check.Description;
import io.github.clipunit.image.ClipImage;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CaptionSearchTest {

    private static final List<List<String>> GROUPS = IntStream.range(0, 15)
            .mapToObj(group -> IntStream.range(0, 6)
                    .mapToObj(i -> "kind" + group + (i == 0 ? "" : " item" + (6 * group + i)))
                    .toList())
            .toList();
    private static final List<String> ALL =
            GROUPS.stream().flatMap(List::stream).toList();
    private static final ClipImage IMAGE = ClipImage.of(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
    private static final Embedding PICTURE = BagOfWords.embedding("kind12 item77");

    private static final long SECOND = 1_000_000_000;

    private final AtomicLong clock = new AtomicLong();
    private final List<String> embedded = new ArrayList<>();
    private final ClipScorer scorer = CachingScorer.inMemory(new SlowScorer());

    private Closest closest(int count, long nanos) {
        return new CaptionSearch(GROUPS, scorer, IMAGE, clock::get).closest(count, nanos);
    }

    /** A scorer for which each caption takes a second. */
    private final class SlowScorer implements ClipScorer {

        @Override
        public List<Embedding> embedImages(List<ClipImage> images) {
            return images.stream().map(image -> PICTURE).toList();
        }

        @Override
        public List<Embedding> embedPrompts(List<String> prompts) {
            embedded.addAll(prompts);
            clock.addAndGet(SECOND * prompts.size());
            return prompts.stream().map(BagOfWords::embedding).toList();
        }

        @Override
        public void close() {}
    }

    @Test
    void should_find_what_comparing_with_all_finds() {
        Closest closest = closest(3, Long.MAX_VALUE / 2);
        assertThat(closest.compared()).isEqualTo(ALL.size());
        assertThat(closest.descriptions())
                .containsExactlyElementsOf(ALL.stream()
                        .map(caption -> new Description(caption, PICTURE.cosine(BagOfWords.embedding(caption))))
                        .sorted(Comparator.comparingDouble(Description::score).reversed())
                        .limit(3)
                        .toList());
        assertThat(closest.line().orElseThrow())
                .startsWith("closest descriptions: \"kind12 item77\" (1.000), \"kind12\" (0.7");
    }

    @Test
    void should_compare_with_one_of_each_of_the_first_groups_however_short_the_time_and_say_so() {
        Closest closest = closest(1, 0);
        assertThat(embedded)
                .containsExactlyElementsOf(GROUPS.stream()
                        .map(group -> group.get(0))
                        .limit(CaptionSearch.FIRST)
                        .toList());
        assertThat(closest.line().orElseThrow()).startsWith("closest descriptions (of 12 compared yet, out of 90): ");
    }

    @Test
    void should_go_on_with_the_groups_closest_to_the_picture_while_there_is_time() {
        long time = (15 + CaptionSearch.BATCH) * SECOND;
        Closest first = closest(1, time);
        assertThat(first.compared()).isEqualTo(23);
        assertThat(embedded.subList(15, 23)).containsAll(GROUPS.get(12).subList(1, 6));
        assertThat(first.descriptions().get(0).text()).isEqualTo("kind12 item77");
        assertThat(clock).hasValue(time);
    }

    @Test
    void should_get_further_each_time_as_the_scorer_remembers() {
        long time = (15 + CaptionSearch.BATCH) * SECOND;
        List<Integer> compared =
                IntStream.range(0, 5).mapToObj(i -> closest(1, time).compared()).toList();
        assertThat(compared).isSorted().doesNotHaveDuplicates().startsWith(23).endsWith(90);
        assertThat(embedded).containsExactlyInAnyOrderElementsOf(ALL);
    }

    @Test
    void should_overshoot_by_one_batch_at_most_whatever_the_scorer_remembers() {
        for (int known = 0; known <= ALL.size(); known++) {
            ClipScorer partly = CachingScorer.inMemory(new SlowScorer());
            partly.embedPrompts(ALL.subList(0, known));
            for (long seconds : new long[] {12, 15, 20, 40}) {
                long start = clock.get();
                new CaptionSearch(GROUPS, partly, IMAGE, clock::get).closest(1, seconds * SECOND);
                assertThat((clock.get() - start) / SECOND).isLessThanOrEqualTo(seconds + CaptionSearch.BATCH);
            }
        }
    }

    @Test
    void should_leave_out_scores_that_are_no_numbers() {
        ClipScorer broken = ClipScorer.of("broken", (image, prompt) -> prompt.equals("kind3") ? 0.2 : Double.NaN);
        Closest closest = new CaptionSearch(GROUPS, broken, IMAGE, clock::get).closest(3, SECOND);
        assertThat(closest.descriptions()).containsExactly(new Description("kind3", 0.2));
    }
}
