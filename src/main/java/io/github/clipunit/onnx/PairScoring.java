package io.github.clipunit.onnx;

import io.github.clipunit.ClipScore;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.ItemResult;
import io.github.clipunit.PictureSource;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Recent;
import java.util.Collections;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A scoring of pairs: the thread that reads an item's picture also embeds its prompt. */
final class PairScoring<T> {

    private static final int REMEMBERED = 1024;

    private final ClipScorer scorer;
    private final PictureSource<? super T> source;
    private final Function<? super T, String> prompt;
    private final Map<String, Embedding> prompts = Collections.synchronizedMap(new Recent<>(REMEMBERED));

    PairScoring(ClipScorer scorer, PictureSource<? super T> source, Function<? super T, String> prompt) {
        this.scorer = scorer;
        this.source = source;
        this.prompt = prompt;
    }

    Stream<ItemResult<T, ClipScore>> score(Stream<T> items) {
        return scorer.embedAll(items.map(Pair::new), this::read).map(this::scored);
    }

    private ClipImage read(Pair<T> pair) throws Exception {
        ClipImage picture = source.picture(pair.item);
        @Nullable String asked = prompt.apply(pair.item);
        if (asked == null) {
            throw new IllegalArgumentException("the item's prompt is null");
        }
        pair.text = embed(asked);
        return picture;
    }

    /**
     * Embeds a prompt. Two threads may embed the same one at once, which costs less than making one wait for the other.
     */
    private Embedding embed(String text) {
        @Nullable Embedding known = prompts.get(text);
        if (known == null) {
            known = scorer.embed(text);
            prompts.put(text, known);
        }
        return known;
    }

    private ItemResult<T, ClipScore> scored(ItemResult<Pair<T>, Embedding> result) {
        Pair<T> pair = result.item();
        Embedding text = pair.text;
        if (result.value() == null || text == null) {
            return new ItemResult<>(pair.item, null, result.error());
        }
        return ItemResult.of(
                pair.item,
                new ClipScore(result.value().cosine(text), scorer.model().logits()));
    }

    private static final class Pair<T> {

        private final T item;
        private volatile @Nullable Embedding text;

        Pair(T item) {
            this.item = item;
        }
    }
}
