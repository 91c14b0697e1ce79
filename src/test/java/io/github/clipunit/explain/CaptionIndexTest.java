package io.github.clipunit.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.check.Closest;
import io.github.clipunit.check.Description;
import io.github.clipunit.image.ClipImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptionIndexTest {

    private static final List<List<String>> GROUPS = IntStream.range(0, 15)
            .mapToObj(group -> IntStream.range(0, 6)
                    .mapToObj(i -> "kind" + group + (i == 0 ? "" : " item" + (6 * group + i)))
                    .toList())
            .toList();
    private static final List<String> ALL =
            GROUPS.stream().flatMap(List::stream).toList();
    private static final Embedding PICTURE = BagOfWords.embedding(0, "kind12 item77");

    private static final long SECOND = 1_000_000_000;

    @TempDir
    Path folder;

    private final AtomicLong clock = new AtomicLong();
    private final BagOfWords scorer = new BagOfWords();
    private CaptionIndex index;

    @BeforeEach
    void makeIndex() {
        index = newIndex();
    }

    private CaptionIndex newIndex() {
        return new CaptionIndex(GROUPS, CaptionFile.of(folder, "bag", ALL), clock::get);
    }

    /** A scorer for which each caption takes a second. */
    private final class SlowScorer implements ClipScorer {

        @Override
        public List<Embedding> embedImages(List<ClipImage> images) {
            return scorer.embedImages(images);
        }

        @Override
        public List<Embedding> embedPrompts(List<String> prompts) {
            clock.addAndGet(SECOND * prompts.size());
            return scorer.embedPrompts(prompts);
        }

        @Override
        public void close() {}
    }

    private long filesInFolder() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void should_find_what_comparing_with_all_finds() {
        Closest closest = index.closest(scorer, PICTURE, 3, Long.MAX_VALUE / 2);
        assertThat(closest.compared()).isEqualTo(ALL.size());
        assertThat(closest.descriptions())
                .containsExactlyElementsOf(ALL.stream()
                        .map(caption -> new Description(caption, PICTURE.cosine(BagOfWords.embedding(0, caption))))
                        .sorted(Comparator.comparingDouble(Description::score).reversed())
                        .limit(3)
                        .toList());
        assertThat(closest.line().orElseThrow())
                .startsWith("closest descriptions: \"kind12 item77\" (1.000), \"kind12\" (0.7");
    }

    @Test
    void should_not_write_what_was_quick() throws IOException {
        index.closest(scorer, PICTURE, 3, Long.MAX_VALUE / 2);
        assertThat(filesInFolder()).isZero();
    }

    @Test
    void should_compare_with_one_of_each_of_the_first_groups_however_short_the_time_and_say_so() {
        Closest closest = index.closest(new SlowScorer(), PICTURE, 1, 0);
        assertThat(index.learned())
                .containsExactlyElementsOf(GROUPS.stream()
                        .map(group -> group.get(0))
                        .limit(CaptionIndex.FIRST)
                        .toList());
        assertThat(closest.line().orElseThrow()).startsWith("closest descriptions (of 12 compared yet, out of 90): ");
        assertThat(index.closest(new SlowScorer(), PICTURE, 1, 0).compared()).isEqualTo(12);
    }

    @Test
    void should_go_on_with_the_groups_closest_to_the_picture_while_there_is_time() {
        long time = (15 + CaptionIndex.BATCH) * SECOND;
        Closest first = index.closest(new SlowScorer(), PICTURE, 1, time);
        assertThat(first.compared()).isEqualTo(23);
        assertThat(index.learned().subList(15, 23)).containsAll(GROUPS.get(12).subList(1, 6));
        assertThat(first.descriptions().get(0).text()).isEqualTo("kind12 item77");
        assertThat(clock).hasValue(time);
        assertThat(index.closest(new SlowScorer(), PICTURE, 1, time).compared()).isEqualTo(23 + 16);
    }

    @Test
    void should_go_on_in_another_run_where_the_last_ended() {
        index.closest(new SlowScorer(), PICTURE, 1, 0);
        BagOfWords later = new BagOfWords();
        CaptionIndex next = newIndex();
        assertThat(next.closest(later, PICTURE, 1, Long.MAX_VALUE / 2).compared())
                .isEqualTo(90);
        assertThat(later.prompts.get(0)).containsExactly("kind0", "kind1");
        assertThat(later.prompts.stream().mapToInt(List::size).sum()).isEqualTo(90 - 12 + 2);
    }

    @Test
    void should_keep_all_for_the_next_run_where_all_are_asked_for() {
        List<Embedding> embeddings = index.all(scorer);
        BagOfWords later = new BagOfWords();
        assertThat(newIndex().all(later)).hasSameSizeAs(embeddings).allSatisfy(e -> assertThat(e.dimension())
                .isEqualTo(4096));
        assertThat(later.prompts.stream().mapToInt(List::size).sum()).isEqualTo(2);
    }

    @Test
    void should_not_trust_the_file_of_another_model() {
        index.all(scorer);
        BagOfWords other = new BagOfWords(7, "1");
        assertThat(newIndex().all(other))
                .containsExactlyElementsOf(ALL.stream()
                        .map(caption -> BagOfWords.embedding(7, caption))
                        .toList());
    }

    @Test
    void should_bear_files_that_are_damaged_or_cannot_be_written() throws IOException {
        index.all(scorer);
        Path file;
        try (Stream<Path> files = Files.list(folder)) {
            file = files.findFirst().orElseThrow();
        }
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[] {0, 3, 7, 30, whole.length / 2, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(newIndex().all(new BagOfWords())).hasSize(ALL.size());
        }
        Files.write(file, "a text, not a cache of embeddings".getBytes(StandardCharsets.UTF_8));
        assertThat(newIndex().all(new BagOfWords())).hasSize(ALL.size());
        CaptionFile inAFile = CaptionFile.of(file, "bag", ALL);
        assertThat(new CaptionIndex(GROUPS, inAFile, clock::get).all(new BagOfWords()))
                .hasSize(ALL.size());
    }
}
