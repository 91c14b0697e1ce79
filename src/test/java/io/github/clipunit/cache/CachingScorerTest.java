package io.github.clipunit.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScore;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.Logits;
import io.github.clipunit.Preprocessing;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class CachingScorerTest {

    private static final ClipImage CAT = ClipImage.of(Path.of("src/test/resources/pictures/cat.png"));
    private static final ClipImage FOX = ClipImage.of(Path.of("src/test/resources/pictures/fox.png"));

    @TempDir
    Path folder;

    private final List<String> computed = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger firstMisses = new AtomicInteger();
    private final Map<String, String> chosen = new HashMap<>();
    private volatile CountDownLatch entered = new CountDownLatch(0);
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile boolean isFailing;

    private CachingScorer scorer(String modelHash, String variant) {
        chosen.putIfAbsent("clipunit.cache.embeddings.dir", folder.toString());
        Settings settings = Settings.of(key -> Optional.ofNullable(chosen.get(key)));
        return new CachingScorer(new Recording(modelHash), settings, variant, firstMisses::incrementAndGet);
    }

    private CachingScorer scorer() {
        return scorer("aa", "cpu");
    }

    private Embedding inOneRun(String prompt) {
        return inOneRun(scorer(), prompt);
    }

    private static Embedding inOneRun(CachingScorer scorer, String prompt) {
        try (scorer) {
            return scorer.embed(prompt);
        }
    }

    /** The file that holds all entries, one after another. */
    private Path entries() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".data"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void should_compute_nothing_again_in_another_run_and_give_the_same_bits() {
        List<Embedding> first;
        try (CachingScorer scorer = scorer()) {
            first = List.of(scorer.embed(CAT), scorer.embed(FOX), scorer.embed("a cat"));
        }
        assertThat(computed).containsExactly(CAT.sha256(), FOX.sha256(), "a cat");
        try (CachingScorer scorer = scorer()) {
            assertThat(scorer.embedImages(List.of(CAT, FOX, CAT)))
                    .containsExactly(first.get(0), first.get(1), first.get(0));
            assertThat(scorer.embed("a cat")).isEqualTo(first.get(2));
        }
        assertThat(computed).hasSize(3);
        assertThat(firstMisses).hasValue(1);
    }

    @Test
    void should_announce_the_first_miss_at_once_where_nothing_was_ever_kept_and_never_where_all_is_known() {
        chosen.put("clipunit.cache.embeddings.dir", folder.resolve("new").toString());
        try (CachingScorer first = scorer()) {
            assertThat(firstMisses).hasValue(1);
            first.embed("a cat");
            assertThat(firstMisses).hasValue(1);
        }
        inOneRun("a cat");
        assertThat(firstMisses).hasValue(1);
        inOneRun("a dog");
        assertThat(firstMisses).hasValue(2);
    }

    @Test
    void should_compute_together_only_what_is_unknown() {
        try (CachingScorer scorer = scorer()) {
            scorer.embed("b");
            assertThat(scorer.embedPrompts(List.of("a", "b", "c", "a")))
                    .containsExactly(number("a"), number("b"), number("c"), number("a"));
        }
        assertThat(computed).containsExactly("b", "a", "c");
    }

    @Test
    void should_compute_anew_for_another_model_or_another_way_to_run_it() {
        inOneRun(scorer("aa", "cpu"), "a cat");
        inOneRun(scorer("bb", "cpu"), "a cat");
        inOneRun(scorer("aa", "cuda"), "a cat");
        assertThat(computed).hasSize(3);
    }

    @Test
    void should_never_take_a_prompt_for_a_picture() {
        try (CachingScorer scorer = scorer()) {
            scorer.embed(CAT);
            scorer.embed("picture " + CAT.sha256());
            scorer.embed(CAT.sha256());
        }
        assertThat(computed).hasSize(3);
    }

    @Test
    void should_compute_anew_whatever_byte_of_an_entry_is_damaged() throws IOException {
        inOneRun("a cat");
        byte[] whole = Files.readAllBytes(entries());
        byte[] index = Files.readAllBytes(folder.resolve("index"));
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 0x10;
            Files.write(entries(), damaged);
            Files.write(folder.resolve("index"), index);
            assertThat(inOneRun("a cat")).isEqualTo(number("a cat"));
            assertThat(computed).hasSize(i + 2);
            assertThat(inOneRun("a cat")).isEqualTo(number("a cat"));
            assertThat(computed).hasSize(i + 2);
        }
    }

    @Test
    void should_compute_anew_where_an_entry_was_cut_or_is_another_s() throws IOException {
        inOneRun("a cat");
        byte[] whole = Files.readAllBytes(entries());
        byte[] index = Files.readAllBytes(folder.resolve("index"));
        for (int length = 0; length < whole.length; length++) {
            Files.write(entries(), Arrays.copyOf(whole, length));
            Files.write(folder.resolve("index"), index);
            assertThat(inOneRun("a cat")).isEqualTo(number("a cat"));
        }
        Files.write(entries(), whole);
        Files.write(folder.resolve("index"), index);
        inOneRun("a dog");
        byte[] both = Files.readAllBytes(entries());
        System.arraycopy(whole, 0, both, whole.length, whole.length);
        Files.write(entries(), both);
        assertThat(inOneRun("a dog")).isEqualTo(number("a dog"));
        assertThat(computed).hasSize(whole.length + 3);
    }

    @Test
    void should_compute_once_what_is_not_written_yet() {
        try (CachingScorer scorer = scorer()) {
            for (int i = 0; i < 5000; i++) {
                assertThat(scorer.embed("prompt " + i)).isEqualTo(scorer.embed("prompt " + i));
            }
        }
        assertThat(computed).hasSize(5000);
    }

    @Test
    void should_have_written_everything_once_closed() throws IOException {
        try (CachingScorer scorer = scorer()) {
            scorer.embedPrompts(
                    IntStream.range(0, 500).mapToObj(i -> "prompt " + i).toList());
        }
        assertThat(Files.size(folder.resolve("index"))).isEqualTo(48 * 501);
    }

    @Test
    void should_serve_several_at_once() {
        IntStream.range(0, 400).parallel().forEach(i -> {
            String prompt = "prompt " + i % 10;
            assertThat(inOneRun(prompt)).isEqualTo(number(prompt));
        });
        computed.clear();
        scorer().embedPrompts(
                        IntStream.range(0, 10).mapToObj(i -> "prompt " + i).toList());
        assertThat(computed).isEmpty();
    }

    @Test
    void should_compute_where_nothing_can_be_written() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        chosen.put("clipunit.cache.embeddings.dir", file.toString());
        try (CachingScorer scorer = scorer()) {
            assertThat(scorer.embedPrompts(List.of("a", "b"))).containsExactly(number("a"), number("b"));
        }
    }

    @Test
    void should_fail_once_closed_even_for_what_is_known() {
        for (CachingScorer scorer : List.of(scorer(), inMemory())) {
            scorer.embed("a cat");
            scorer.embed(CAT);
            scorer.close();
            assertThatThrownBy(() -> scorer.embed("a cat")).hasMessage("closed");
            assertThatThrownBy(() -> scorer.embed(CAT)).hasMessage("closed");
            assertThatThrownBy(() -> scorer.score(CAT, "a cat")).hasMessage("closed");
        }
    }

    private CachingScorer inMemory() {
        return CachingScorer.inMemory(new Recording("aa"));
    }

    @Test
    void should_give_the_same_embedding_for_the_same_pixels_and_the_same_prompt_in_the_order_asked() {
        try (CachingScorer scorer = inMemory()) {
            List<Embedding> first = scorer.embedImages(List.of(CAT));
            List<Embedding> second = scorer.embedImages(List.of(FOX, CAT, ClipImage.of(CAT.toBufferedImage()), FOX));
            assertThat(computed).containsExactly(CAT.sha256(), FOX.sha256());
            assertThat(second.get(1)).isSameAs(first.get(0)).isSameAs(second.get(2));
            assertThat(second.get(0)).isSameAs(second.get(3)).isNotSameAs(first.get(0));
            Embedding fox = scorer.embed("a fox");
            assertThat(scorer.embedPrompts(List.of("a wolf", "a fox")).get(1)).isSameAs(fox);
        }
    }

    @Test
    void should_embed_the_picture_and_the_prompts_of_scores_once_and_together() {
        try (CachingScorer scorer = inMemory()) {
            ClipScore cat = scorer.score(CAT, "a cat");
            assertThat(cat.cosine()).isEqualTo(number(CAT.sha256()).cosine(number("a cat")));
            assertThat(scorer.scores(CAT, List.of("a cat", "a dog"))).containsExactly(cat, scorer.score(CAT, "a dog"));
            assertThat(scorer.scores(List.of(FOX, CAT), "a cat")).containsExactly(scorer.score(FOX, "a cat"), cat);
        }
        assertThat(computed).containsExactly(CAT.sha256(), "a cat", "a dog", FOX.sha256());
        assertThat(batches).containsExactly(1, 1, 1, 1);
        try (CachingScorer scorer = inMemory()) {
            scorer.scores(List.of(FOX, CAT), "a cat");
            scorer.scores(CAT, List.of("a", "b", "c"));
        }
        assertThat(batches.subList(4, 7)).containsExactly(2, 1, 3);
    }

    @Test
    void should_keep_the_embeddings_used_last_in_memory() {
        try (CachingScorer scorer = inMemory()) {
            scorer.embedPrompts(
                    IntStream.range(0, 10_000).mapToObj(i -> "prompt " + i).toList());
            scorer.embed("prompt 0");
            scorer.embed("one more");
            computed.clear();
            scorer.embedPrompts(List.of("prompt 0", "one more", "prompt 2"));
            assertThat(computed).isEmpty();
            scorer.embed("prompt 1");
            assertThat(computed).containsExactly("prompt 1");
        }
    }

    @Test
    void should_keep_nothing_on_disk_if_the_settings_want_that_or_memory_is_asked_for() throws IOException {
        chosen.put("clipunit.cache.embeddings", "off");
        CachingScorer scorer = scorer();
        assertThat(firstMisses).hasValue(1); // nothing is known, so the model loads at once
        assertThat(scorer.embed("a cat")).isSameAs(scorer.embed("a cat"));
        inOneRun(scorer, "a cat");
        inOneRun(inMemory(), "a cat");
        assertThat(computed).containsExactly("a cat", "a cat");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void should_find_on_disk_what_memory_gave_up() {
        try (CachingScorer scorer = scorer()) {
            scorer.embedPrompts(
                    IntStream.range(0, 10_050).mapToObj(i -> "prompt " + i).toList());
        }
        try (CachingScorer scorer = scorer()) {
            computed.clear();
            List<String> all =
                    IntStream.range(0, 10_050).mapToObj(i -> "prompt " + i).toList();
            assertThat(scorer.embedPrompts(all)).hasSize(10_050);
            assertThat(scorer.embed("prompt 0")).isEqualTo(number("prompt 0"));
        }
        assertThat(computed).isEmpty();
    }

    private static Embedding number(String text) {
        return Embedding.of(1, text.hashCode(), 0.3f);
    }

    /** Notes what it computes. */
    @Test
    @Timeout(60)
    void should_compute_a_prompt_once_for_tests_that_need_it_at_the_same_time() throws Exception {
        entered = new CountDownLatch(1);
        gate = new CountDownLatch(1);
        try (CachingScorer scorer = scorer()) {
            CompletableFuture<List<Embedding>> first =
                    CompletableFuture.supplyAsync(() -> scorer.embedPrompts(List.of("a cat", "a fox")));
            entered.await();
            CompletableFuture<List<Embedding>> second =
                    CompletableFuture.supplyAsync(() -> scorer.embedPrompts(List.of("a fox", "a hen", "a cat")));
            while (computed.size() < 3) { // the second computes what nobody computes, and then waits
                Thread.sleep(1);
            }
            assertThat(second).isNotDone();
            gate.countDown();
            assertThat(first.get()).containsExactly(number("a cat"), number("a fox"));
            assertThat(second.get()).containsExactly(number("a fox"), number("a hen"), number("a cat"));
        }
        assertThat(computed).containsExactly("a cat", "a fox", "a hen");
    }

    @Test
    @Timeout(60)
    void should_compute_what_another_test_failed_to_compute() throws Exception {
        entered = new CountDownLatch(1);
        gate = new CountDownLatch(1);
        isFailing = true;
        try (CachingScorer scorer = scorer()) {
            CompletableFuture<Embedding> first = CompletableFuture.supplyAsync(() -> scorer.embed("a cat"));
            entered.await();
            CompletableFuture<Embedding> second = CompletableFuture.supplyAsync(() -> scorer.embed("a cat"));
            assertThatThrownBy(() -> second.get(50, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            gate.countDown();
            assertThatThrownBy(first::get).hasMessageEndingWith("no memory");
            assertThat(second.get()).isEqualTo(number("a cat"));
        }
        assertThat(computed).containsExactly("a cat", "a cat");
    }

    private final class Recording implements ClipScorer {

        private final String modelHash;
        private boolean isClosed;

        private Recording(String modelHash) {
            this.modelHash = modelHash;
        }

        @Override
        public List<Embedding> embedImages(List<ClipImage> images) {
            return embedPrompts(images.stream().map(ClipImage::sha256).toList());
        }

        @Override
        public List<Embedding> embedPrompts(List<String> prompts) {
            if (isClosed) {
                throw new IllegalStateException("closed");
            }
            computed.addAll(prompts);
            batches.add(prompts.size());
            boolean fails = isFailing;
            isFailing = false;
            if (entered.getCount() > 0) { // the first call of all waits
                entered.countDown();
                pass(gate);
            }
            if (fails) {
                throw new IllegalStateException("no memory");
            }
            return prompts.stream().map(CachingScorerTest::number).toList();
        }

        private static void pass(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public ClipModel model() {
            return ClipModel.of(
                    "recording",
                    Preprocessing.of("none"),
                    () -> Logits.CLIP,
                    OptionalInt.empty(),
                    () -> new TreeMap<>(Map.of("model.onnx", modelHash)));
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }
}
