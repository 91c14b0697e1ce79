package io.github.clipunit.prompt;

import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScore;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.ItemResult;
import io.github.clipunit.PictureSource;
import io.github.clipunit.PromptReading;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A scorer of prompts as people write them for generators. It leaves parameters out and, if requested, combines prompts
 * longer than the model's context from parts. Another scorer does the rest.
 *
 * @param scorer does the work
 * @param settings decide whether parameters are left out
 * @param isInParts whether prompts longer than the context are combined from parts, regardless of how the scorer treats
 *     them
 * @param closing called by {@code close}
 * @hidden
 */
public record PromptScorer(ClipScorer scorer, Supplier<Settings> settings, boolean isInParts, Runnable closing)
        implements ClipScorer {

    /** Returns a scorer that only leaves parameters out. */
    public static PromptScorer of(ClipScorer scorer, Supplier<Settings> settings) {
        return new PromptScorer(scorer, settings, false, scorer::close);
    }

    /** Returns the same scorer, which its users cannot close. */
    public PromptScorer shared() {
        return new PromptScorer(scorer, settings, isInParts, () -> {});
    }

    /**
     * Returns a scorer that reads prompts in the same way as those of a golden.
     *
     * @param mode as in {@link PromptReading#mode}
     */
    public static PromptScorer reading(ClipScorer scorer, String mode) {
        PromptParameters choice =
                mode.startsWith(PromptReading.LESS) ? PromptParameters.LEAVE_OUT : PromptParameters.KEEP;
        return new PromptScorer(
                scorer,
                () -> Settings.of(Map.of(PromptParameters.SETTING.name(), choice.toString())),
                mode.endsWith(PromptReading.Extent.PARTS.toString()),
                scorer::close);
    }

    /** Returns the same scorer for texts that were read already, which it scores unchanged. */
    public PromptScorer verbatim() {
        return reading(scorer, "");
    }

    /** Returns the same scorer, which combines long prompts from parts. */
    public PromptScorer inParts() {
        return new PromptScorer(scorer, settings, true, closing);
    }

    private PromptText read(String prompt) {
        return PromptText.of(prompt, settings);
    }

    private String text(String prompt) {
        return read(prompt).text();
    }

    private List<String> texts(List<String> prompts) {
        return prompts.stream().map(this::text).toList();
    }

    private boolean isDivided(String text) {
        return isInParts && LongPrompts.of(scorer).exceed(text);
    }

    @Override
    public List<Embedding> embedImages(List<ClipImage> images) {
        return scorer.embedImages(images);
    }

    @Override
    public List<Embedding> embedPrompts(List<String> prompts) {
        List<String> texts = texts(prompts);
        return isInParts ? LongPrompts.of(scorer).embed(texts, scorer::embedPrompts) : scorer.embedPrompts(texts);
    }

    @Override
    public ClipScore score(ClipImage image, String prompt) {
        String text = text(prompt);
        return isDivided(text) ? ClipScorer.super.score(image, prompt) : scorer.score(image, text);
    }

    @Override
    public List<ClipScore> scores(ClipImage image, List<String> prompts) {
        List<String> texts = texts(prompts);
        return texts.stream().anyMatch(this::isDivided)
                ? ClipScorer.super.scores(image, prompts)
                : scorer.scores(image, texts);
    }

    @Override
    public List<ClipScore> scores(List<ClipImage> images, String prompt) {
        String text = text(prompt);
        return isDivided(text) ? ClipScorer.super.scores(images, prompt) : scorer.scores(images, text);
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
        return isInParts
                ? ClipScorer.super.scoreAll(items, source, prompt)
                : scorer.scoreAll(items, source, item -> text(prompt.apply(item)));
    }

    @Override
    public ClipModel model() {
        return scorer.model();
    }

    @Override
    public OptionalInt countTokens(String prompt) {
        return scorer.countTokens(text(prompt));
    }

    @Override
    public PromptReading readingOf(String prompt) {
        PromptText read = read(prompt);
        return isDivided(read.text())
                ? new PromptReading(read.text(), read.leftOut(), PromptReading.Extent.PARTS)
                : scorer.readingOf(read.text()).without(read.leftOut());
    }

    @Override
    public void close() {
        closing.run();
    }

    @Override
    public String toString() {
        return scorer.toString();
    }
}
