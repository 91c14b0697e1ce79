package io.github.clipunit.run;

import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScore;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.ItemResult;
import io.github.clipunit.PictureSource;
import io.github.clipunit.PromptReading;
import io.github.clipunit.image.ClipImage;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A scorer given to one test, which it knows on any thread.
 *
 * @param scope the scope that it was given to, or null if none was open
 * @param scorer does the work; its creator closes it
 */
record TestScorer(@Nullable TestScope scope, ClipScorer scorer) implements ClipScorer {

    private static final AtomicBoolean IS_TOLD = new AtomicBoolean();

    @Override
    public Embedding embed(ClipImage image) {
        return scorer.embed(image);
    }

    @Override
    public List<Embedding> embedImages(List<ClipImage> images) {
        return scorer.embedImages(images);
    }

    @Override
    public Embedding embed(String prompt) {
        return scorer.embed(prompt);
    }

    @Override
    public List<Embedding> embedPrompts(List<String> prompts) {
        return scorer.embedPrompts(prompts);
    }

    @Override
    public ClipScore score(ClipImage image, String prompt) {
        return scorer.score(image, prompt);
    }

    @Override
    public List<ClipScore> scores(ClipImage image, List<String> prompts) {
        return scorer.scores(image, prompts);
    }

    @Override
    public List<ClipScore> scores(List<ClipImage> images, String prompt) {
        return scorer.scores(images, prompt);
    }

    @Override
    public Stream<Embedding> embedFiles(Stream<Path> files) {
        return scorer.embedFiles(files);
    }

    @Override
    public <T> Stream<ItemResult<T, Embedding>> embedAll(Stream<T> items, PictureSource<? super T> source) {
        return scorer.embedAll(items, source);
    }

    @Override
    public <T> Stream<ItemResult<T, ClipScore>> scoreAll(
            Stream<T> items, PictureSource<? super T> source, Function<? super T, String> prompt) {
        return scorer.scoreAll(items, source, prompt);
    }

    @Override
    public ClipModel model() {
        return scorer.model();
    }

    @Override
    public PromptReading readingOf(String prompt) {
        return scorer.readingOf(prompt);
    }

    @Override
    public OptionalInt countTokens(String prompt) {
        return scorer.countTokens(prompt);
    }

    /** Does nothing except log one warning: a test that closes its scorer must not affect the tests after it. */
    @Override
    public void close() {
        if (!IS_TOLD.getAndSet(true)) {
            System.getLogger("io.github.clipunit")
                    .log(
                            Level.WARNING,
                            "{0} closed the ClipScorer that it was given, which is ignored: the scorer serves the"
                                    + " whole run and is closed at its end",
                            scope == null
                                    ? "a constructor"
                                    : "[" + scope.identity().selector() + "]");
        }
    }

    @Override
    public String toString() {
        return scorer.toString();
    }
}
