package io.github.clipunit;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.image.UnreadableImageException;
import io.github.clipunit.internal.Demands;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Stream;

/**
 * A scorer of pictures against prompts with one CLIP model. The model maps a picture and a prompt to unit vectors of
 * the same space; their cosine says how well the prompt describes the picture.
 *
 * <p>Implementations are safe for use by many threads, load each of the model's two towers when it is first needed, and
 * are closed once. Only {@link #embedImages}, {@link #embedPrompts} and {@link #close} are required; the other methods
 * use them. Goldens need {@link #model} as well. Every assertion on a picture and a prompt takes its number from {@link
 * #score}, directly or through {@link #scores}, so a scorer may override it to compute scores in another way.
 */
public interface ClipScorer extends AutoCloseable {

    /**
     * Returns a scorer that computes scores with a function, for tests of tests and for services that return only
     * scores.
     *
     * <p>It has no image tower and no text tower. Its embeddings only show whether two pictures or prompts are equal:
     * equal ones have a cosine of 1, different ones a lower cosine without meaning. Checks that compare pictures with
     * pictures see no more than that.
     *
     * @param model the id of its model, as {@link ClipModel#of(String)} takes it
     * @param cosine returns the cosine of a picture and a prompt, in [-1, 1]; called on the threads that score
     */
    static ClipScorer of(String model, ToDoubleBiFunction<ClipImage, String> cosine) {
        return new FunctionScorer(ClipModel.of(model), Demands.require("cosine", cosine));
    }

    /**
     * Returns the embedding of a picture.
     *
     * @param image the picture, of any size; it is preprocessed as the model requires
     * @return a vector of unit length with as many numbers as the model has dimensions
     * @throws IllegalStateException if the model cannot be run, or returns a vector that is zero or not finite
     */
    default Embedding embed(ClipImage image) {
        return embedImages(List.of(Demands.require("image", image))).get(0);
    }

    /**
     * Returns the embeddings of several pictures, computed in batches where the model allows it.
     *
     * @param images the pictures, in any number and of any sizes
     * @return one embedding per picture, in the same order
     */
    List<Embedding> embedImages(List<ClipImage> images);

    /**
     * Returns the embedding of a prompt.
     *
     * @param prompt the text; the model normalises it
     * @return a vector of unit length with as many numbers as the model has dimensions
     * @throws IllegalArgumentException if the prompt is longer than the model's context and the overflow setting does
     *     not allow that
     */
    default Embedding embed(String prompt) {
        return embedPrompts(List.of(Demands.require("prompt", prompt))).get(0);
    }

    /**
     * Returns the embeddings of several prompts, computed in batches where the model allows it.
     *
     * @param prompts the texts, in any number and of any lengths
     * @return one embedding per prompt, in the same order
     */
    List<Embedding> embedPrompts(List<String> prompts);

    /**
     * Returns the CLIP score of a picture and a prompt.
     *
     * @return the cosine of the two embeddings, with its other scales
     */
    default ClipScore score(ClipImage image, String prompt) {
        return new ClipScore(embed(image).cosine(embed(prompt)), model().logits());
    }

    /**
     * Returns the CLIP scores of a picture with several prompts. This method calls {@link #score} for each; a scorer
     * that computes several faster overrides it and returns the same numbers.
     *
     * @param prompts the texts, in any number
     * @return one score per prompt, in the same order
     */
    default List<ClipScore> scores(ClipImage image, List<String> prompts) {
        Demands.require("image", image);
        return Demands.requireItems("prompts", prompts).stream()
                .map(prompt -> score(image, prompt))
                .toList();
    }

    /**
     * Returns the CLIP scores of several pictures with one prompt. This method calls {@link #score} for each; a scorer
     * that computes several faster overrides it and returns the same numbers.
     *
     * @param images the pictures, in any number
     * @return one score per picture, in the same order
     */
    default List<ClipScore> scores(List<ClipImage> images, String prompt) {
        Demands.require("prompt", prompt);
        return Demands.require("images", images).stream()
                .map(image -> score(Demands.require("image", image), prompt))
                .toList();
    }

    /**
     * Returns the embeddings of picture files, lazily and in order; memory stays bounded for any number of files.
     *
     * @param files the picture files, consumed as the result is
     * @return one embedding per file, in the same order; close it if it is not read to its end
     * @throws UnreadableImageException when the stream reaches a file that cannot be read
     */
    default Stream<Embedding> embedFiles(Stream<Path> files) {
        return Demands.require("files", files).map(ClipImage::of).map(this::embed);
    }

    /**
     * Returns the embeddings of the pictures of any items, each with its item. The stream is lazy and in order, its
     * memory stays bounded for any number of items, and it uses all cores if the scorer can. An item whose picture
     * cannot be read or embedded carries its error, and the stream continues. An error that affects all items, such as
     * a missing model or a closed scorer, is thrown when the stream reaches it.
     *
     * <p>This implementation embeds one picture at a time; a scorer that can do better overrides it.
     *
     * @param items the items, consumed as the result is, a few ahead of it
     * @param source supplies each item's picture; called on several threads at once
     * @return one result per item, in the same order; close it if it is not read to its end, which closes the items too
     */
    default <T> Stream<ItemResult<T, Embedding>> embedAll(Stream<T> items, PictureSource<? super T> source) {
        Demands.require("source", source);
        return Demands.require("items", items).map(item -> ItemResult.ofWork(item, () -> embed(source.picture(item))));
    }

    /**
     * Returns the CLIP scores of any items that have a picture and a prompt each, in the same way as {@link #embedAll}.
     * A prompt that the model cannot take is its item's error.
     *
     * @param items the items, consumed as the result is, a few ahead of it
     * @param source supplies each item's picture; called on several threads at once
     * @param prompt supplies each item's prompt; called on several threads at once
     * @return one result per item, in the same order; close it if it is not read to its end, which closes the items too
     */
    default <T> Stream<ItemResult<T, ClipScore>> scoreAll(
            Stream<T> items, PictureSource<? super T> source, Function<? super T, String> prompt) {
        Demands.require("source", source);
        Demands.require("prompt", prompt);
        return Demands.require("items", items)
                .map(item -> ItemResult.ofWork(item, () -> score(source.picture(item), prompt.apply(item))));
    }

    /**
     * Returns the identity of the model behind the scores; scores of two models are never comparable. A scorer of your
     * own names its model with {@link ClipModel#of(String)}; goldens refuse a scorer that does not.
     */
    default ClipModel model() {
        return ClipModel.unnamed();
    }

    /**
     * Returns the number of tokens of a prompt, its start and end tokens included, before anything is cut.
     *
     * @return the number, or empty if the scorer does not tokenise
     */
    default OptionalInt countTokens(String prompt) {
        Demands.require("prompt", prompt);
        return OptionalInt.empty();
    }

    /**
     * Returns how a prompt becomes an embedding: whole, unless it is longer than the model's context and the scorer
     * accepts that. Goldens record it, because scores of two readings cannot be compared.
     */
    default PromptReading readingOf(String prompt) {
        return PromptReading.whole(prompt);
    }

    /** Frees the model's resources. After that, every other method fails, and a second call does nothing. */
    @Override
    void close();
}
