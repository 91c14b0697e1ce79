package io.github.clipunit.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScore;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.FakeScorer;
import io.github.clipunit.ItemResult;
import io.github.clipunit.PictureSource;
import io.github.clipunit.cache.CachingScorer;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.image.UnreadableImageException;
import io.github.clipunit.model.EmbeddedModel;
import io.github.clipunit.model.ModelDirectory;
import io.github.clipunit.prompt.PromptScorer;
import io.github.clipunit.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams of pictures and of pairs, with names and errors. */
class ManyItemsTest {

    private static final Path PICTURES = Path.of("src/test/resources/pictures");
    private static final List<String> NAMES = List.of("cat.png", "fox.png", "rocket.png", "pizza.png");

    private record Pair(int number, String name, String prompt) {
        Path file() {
            return PICTURES.resolve(name);
        }
    }

    private static Stream<ModelDirectory> models() {
        return Stream.of(ModelDirectory.of(Path.of("src/test/resources/tiny-clip/split")), EmbeddedModel.pictogram());
    }

    private static List<Pair> pairs(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Pair(i, NAMES.get(i % 4), i % 7 == 0 ? "an icon of a cat" : "picture number " + i))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("models")
    void should_score_pairs_as_one_by_one_in_their_order(ModelDirectory model) {
        List<Pair> pairs = pairs(40);
        try (OnnxClipScorer scorer = OnnxClipScorer.load(model, OnnxOptions.defaults())) {
            List<ItemResult<Pair, ClipScore>> results = scorer.scoreAll(
                            pairs.stream(), pair -> ClipImage.of(pair.file()), Pair::prompt)
                    .toList();
            assertThat(results).extracting(ItemResult::item).containsExactlyElementsOf(pairs);
            for (ItemResult<Pair, ClipScore> result : results) {
                ClipScore alone = scorer.score(
                        ClipImage.of(result.item().file()), result.item().prompt());
                assertThat(result.orElseThrow().cosine()).isCloseTo(alone.cosine(), within(1e-6));
                assertThat(result.orElseThrow().logits()).isEqualTo(alone.logits());
            }
        }
    }

    @Test
    void should_give_each_item_its_embedding_or_its_error() {
        List<String> names = List.of("cat.png", "missing.png", "fox.png", "README.md", "rocket.png");
        try (OnnxClipScorer scorer = OnnxClipScorer.load(EmbeddedModel.pictogram(), OnnxOptions.defaults())) {
            List<ItemResult<String, Embedding>> results = scorer.embedAll(
                            names.stream(),
                            name -> ClipImage.of(name.equals("README.md") ? Path.of(name) : PICTURES.resolve(name)))
                    .toList();
            assertThat(results).extracting(ItemResult::item).containsExactlyElementsOf(names);
            assertThat(results).extracting(ItemResult::hasFailed).containsExactly(false, true, false, true, false);
            assertThat(results.get(1).error())
                    .isInstanceOf(UnreadableImageException.class)
                    .hasMessage("no picture at [" + PICTURES.resolve("missing.png")
                            + "]: the file does not exist, looked for at ["
                            + PICTURES.resolve("missing.png").toAbsolutePath() + "]");
            assertThatThrownBy(results.get(3)::orElseThrow).isInstanceOf(UnreadableImageException.class);
            assertThat(results.get(4).orElseThrow().cosine(scorer.embed(ClipImage.of(PICTURES.resolve("rocket.png")))))
                    .isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void should_blame_a_pair_alone_for_a_prompt_that_is_too_long_or_a_source_that_fails() {
        IOException lost = new IOException("connection lost");
        List<String> prompts = List.of("a cat", "a fox ".repeat(100), "lost", "a rocket");
        try (OnnxClipScorer scorer = OnnxClipScorer.load(EmbeddedModel.pictogram(), OnnxOptions.defaults())) {
            List<ItemResult<String, ClipScore>> results = scorer.scoreAll(
                            prompts.stream(),
                            prompt -> {
                                if (prompt.equals("lost")) {
                                    throw lost;
                                }
                                return ClipImage.of(PICTURES.resolve("cat.png"));
                            },
                            prompt -> prompt)
                    .toList();
            assertThat(results).extracting(ItemResult::hasFailed).containsExactly(false, true, true, false);
            assertThat(results.get(1).error())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("tokens");
            assertThat(results.get(2).error()).isSameAs(lost);
            assertThatThrownBy(results.get(2)::orElseThrow)
                    .hasMessage("connection lost")
                    .hasCause(lost);
        }
    }

    @Test
    void should_take_a_few_items_ahead_of_what_is_read_however_many_there_are() {
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger given = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ClipImage picture = ClipImage.of(PICTURES.resolve("red-circle.png"));
        try (OnnxClipScorer scorer = OnnxClipScorer.load(Path.of("src/test/resources/tiny-clip/split"))) {
            scorer.scoreAll(
                            IntStream.range(0, 3000).boxed().peek(i -> taken.incrementAndGet()),
                            i -> picture,
                            i -> "number " + i % 1500)
                    .forEach(result -> {
                        assertThat(result.item()).isEqualTo(given.get());
                        most.accumulateAndGet(taken.get() - given.getAndIncrement(), Math::max);
                    });
        }
        int cores = Math.max(2, Runtime.getRuntime().availableProcessors());
        assertThat(given).hasValue(3000);
        assertThat(most.get()).isBetween(ImageEncoder.BATCH, (cores + 2) * ImageEncoder.BATCH);
    }

    @Test
    void should_say_that_a_scorer_is_closed_and_blame_no_item() {
        OnnxClipScorer scorer = OnnxClipScorer.load(EmbeddedModel.pictogram(), OnnxOptions.defaults());
        Iterator<ItemResult<Pair, Embedding>> results = scorer.embedAll(
                        pairs(200).stream(), pair -> ClipImage.of(pair.file()))
                .iterator();
        assertThat(results.next().hasFailed()).isFalse();
        scorer.close();
        assertThatThrownBy(() -> results.forEachRemaining(result -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this scorer of model [pictogram] is closed: close it later, or open another");
    }

    @Test
    void should_say_that_a_scorer_is_closed_for_pairs_too() {
        OnnxClipScorer scorer = OnnxClipScorer.load(EmbeddedModel.pictogram(), OnnxOptions.defaults());
        scorer.close();
        assertThatThrownBy(() -> scorer.scoreAll(pairs(3).stream(), pair -> ClipImage.of(pair.file()), Pair::prompt)
                        .toList())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this scorer of model [pictogram] is closed: close it later, or open another");
    }

    /** Its threads would wait for each other for ever otherwise. */
    @Test
    @Timeout(60)
    void should_let_a_source_read_streams_of_the_same_scorer() {
        try (OnnxClipScorer scorer = OnnxClipScorer.load(EmbeddedModel.pictogram(), OnnxOptions.defaults())) {
            List<ItemResult<Pair, Embedding>> results = scorer.embedAll(pairs(30).stream(), pair -> {
                        ClipImage picture = ClipImage.of(pair.file());
                        assertThat(scorer.embedAll(Stream.of(1, 2), i -> picture))
                                .hasSize(2);
                        return picture;
                    })
                    .toList();
            assertThat(results).hasSize(30).noneMatch(ItemResult::hasFailed);
        }
    }

    @Test
    @SuppressWarnings("NullAway") // what a user without annotations may do
    void should_say_what_is_null() {
        try (OnnxClipScorer scorer = OnnxClipScorer.load(EmbeddedModel.pictogram(), OnnxOptions.defaults())) {
            assertThat(scorer.embedAll(Stream.of("x"), nothing())
                            .map(result -> String.valueOf(result.error()))
                            .toList())
                    .containsExactly(
                            "java.lang.IllegalArgumentException: the source returned null instead of a picture");
            assertThat(scorer.scoreAll(
                                    Stream.of("x"),
                                    name -> ClipImage.of(PICTURES.resolve("cat.png")),
                                    Map.<String, String>of()::get)
                            .map(result -> String.valueOf(result.error()))
                            .toList())
                    .containsExactly("java.lang.IllegalArgumentException: the item's prompt is null");
            Iterator<ItemResult<String, Embedding>> withNull = scorer.embedAll(
                            Arrays.asList("cat.png", null).stream(), name -> ClipImage.of(PICTURES.resolve(name)))
                    .iterator();
            assertThat(withNull.next().hasFailed()).isFalse();
            assertThatThrownBy(withNull::next)
                    .hasMessage("an item of the stream is null; give items that identify their pictures");
        }
    }

    @SuppressWarnings("NullAway")
    private static PictureSource<String> nothing() {
        Map<String, ClipImage> none = Map.of();
        return none::get;
    }

    /** Wrapped as tests and programs have it; prompts lose the parameters of generators. */
    @Test
    void should_give_the_same_through_every_wrapper() {
        List<Pair> pairs = pairs(12);
        try (OnnxClipScorer scorer = OnnxClipScorer.load(EmbeddedModel.pictogram(), OnnxOptions.defaults())) {
            PromptScorer wrapped = PromptScorer.of(CachingScorer.inMemory(scorer), () -> Settings.of(Map.of()));
            for (PromptScorer each : List.of(wrapped, wrapped.inParts(), wrapped.shared())) {
                assertThat(cosines(each, pairs, " --ar 16:9"))
                        .containsExactly(cosines(scorer, pairs, ""), within(1e-6));
            }
            assertThat(wrapped.embedAll(pairs.stream(), pair -> ClipImage.of(pair.file())))
                    .hasSize(12)
                    .noneMatch(ItemResult::hasFailed);
        }
    }

    private static double[] cosines(ClipScorer scorer, List<Pair> pairs, String parameters) {
        return scorer.scoreAll(pairs.stream(), pair -> ClipImage.of(pair.file()), pair -> pair.prompt() + parameters)
                .mapToDouble(result -> result.orElseThrow().cosine())
                .toArray();
    }

    /** One that scores in a way of its own does so here, too. */
    @Test
    void should_ask_a_scorer_of_ones_own_for_each_score() {
        ClipScorer own = FakeScorer.of("a fox", 0.31);
        assertThat(own.model()).isNotEqualTo(ClipModel.unnamed());
        assertThat(own.scoreAll(
                        Stream.of("a fox", "a cat"),
                        name -> ClipImage.of(PICTURES.resolve("red-circle.png")),
                        name -> name))
                .extracting(result -> result.orElseThrow().cosine())
                .containsExactly(0.31, 0.0);
        assertThat(own.embedAll(Stream.of("a fox", "gone"), name -> {
                    if (name.equals("gone")) {
                        throw new IOException("gone");
                    }
                    return ClipImage.of(PICTURES.resolve("red-circle.png"));
                }))
                .extracting(ItemResult::hasFailed)
                .containsExactly(false, true);
    }

    @Test
    void should_refuse_results_that_are_neither_or_both() {
        assertThatThrownBy(() -> new ItemResult<>("fox", null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an item has a result or an error, but this has [null] and [null]; give one of them");
    }
}
