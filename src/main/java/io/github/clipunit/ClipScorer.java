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
 * Scores pictures against prompts with one CLIP model: a picture and a prompt are mapped to unit vectors of the same
 * space, and their cosine says how well the one depicts the other.
 *
 * <p>Implementations are safe for use by many threads, load each of the model's two towers when it is first needed, and
 * are closed once. Only {@link #embedImages}, {@link #embedPrompts} and {@link #close} have to be written; the others
 * follow from these. Goldens need {@link #model} as well. Every assertion on a picture and a prompt takes its number from
 * {@link #score}, at once or through {@link #scores}, so a scorer may compute scores in a way of its own there.
 */
public interface ClipScorer extends AutoCloseable {

    /**
     * A scorer that computes scores by a function, for tests of tests and for services that give scores alone.
     *
     * <p>It has no vision and no text tower: its embeddings only tell pictures and prompts apart. Equal ones have a cosine of
     * 1 and different ones a lower one that means nothing, so checks that compare pictures with pictures see no more.
     *
     * @param model the id of its model, as {@link ClipModel#of(String)} takes it
     * @param cosine gives the cosine of a picture and a prompt, in [-1, 1]; called on the threads that ask
     */
    static ClipScorer of(String model, ToDoubleBiFunction<ClipImage, String> cosine) {
        return new FunctionScorer(ClipModel.of(model), Demands.require("cosine", cosine));
    }

    /**
     * The embedding of a picture.
     *
     * @param image the picture, of any size; it is preprocessed as the model demands
     * @return a vector of unit length with as many numbers as the model has dimensions
     * @throws IllegalStateException if the model cannot be run or gives a vector that is not finite or zero
     */
    default Embedding embed(ClipImage image) {
        return embedImages(List.of(Demands.require("image", image))).get(0);
    }

    /**
     * The embeddings of several pictures, computed in batches where the model allows it.
     *
     * @param images the pictures, in any number and of any sizes
     * @return one embedding a picture, in the same order
     */
    List<Embedding> embedImages(List<ClipImage> images);

    /**
     * The embedding of a prompt.
     *
     * @param prompt the text; what it is normalised to is the model's own affair
     * @return a vector of unit length with as many numbers as the model has dimensions
     * @throws IllegalArgumentException if the prompt is longer than the model's context and the overflow setting does
     *     not accept that
     */
    default Embedding embed(String prompt) {
        return embedPrompts(List.of(Demands.require("prompt", prompt))).get(0);
    }

    /**
     * The embeddings of several prompts, computed in batches where the model allows it.
     *
     * @param prompts the texts, in any number and of any lengths
     * @return one embedding a prompt, in the same order
     */
    List<Embedding> embedPrompts(List<String> prompts);

    /**
     * The CLIP score of a picture and a prompt.
     *
     * @return the cosine of the two embeddings, with its other scales
     */
    default ClipScore score(ClipImage image, String prompt) {
        return new ClipScore(embed(image).cosine(embed(prompt)), model().logits());
    }

    /**
     * The CLIP scores of a picture with several prompts. Asks {@link #score} for each; a scorer that computes several faster
     * overrides this, and gives the same numbers.
     *
     * @param prompts the texts, in any number
     * @return one score a prompt, in the same order
     */
    default List<ClipScore> scores(ClipImage image, List<String> prompts) {
        Demands.require("image", image);
        return Demands.requireItems("prompts", prompts).stream()
                .map(prompt -> score(image, prompt))
                .toList();
    }

    /**
     * The CLIP scores of several pictures with one prompt. Asks {@link #score} for each; a scorer that computes several
     * faster overrides this, and gives the same numbers.
     *
     * @param images the pictures, in any number
     * @return one score a picture, in the same order
     */
    default List<ClipScore> scores(List<ClipImage> images, String prompt) {
        Demands.require("prompt", prompt);
        return Demands.require("images", images).stream()
                .map(image -> score(Demands.require("image", image), prompt))
                .toList();
    }

    /**
     * The embeddings of picture files, lazily, in order, and in memory bounded whatever their number.
     *
     * @param files the picture files; consumed as the result is
     * @return one embedding a file, in the same order; close it if it is not read to its end
     * @throws UnreadableImageException when the stream comes to a file that cannot be read
     */
    default Stream<Embedding> embedFiles(Stream<Path> files) {
        return Demands.require("files", files).map(ClipImage::of).map(this::embed);
    }

    /**
     * The embeddings of pictures of any items, each with its item: lazily, in order, in memory bounded whatever their number,
     * and on all cores where the scorer can. An item whose picture cannot be read or embedded has its error, and the others
     * go on; what concerns all of them, such as a model that cannot be had or a scorer that is closed, is thrown as the stream
     * comes to it.
     *
     * <p>A scorer of one's own embeds one picture after the other here unless it overrides this.
     *
     * @param items the items; consumed as the result is, a few ahead of it
     * @param source gives each item's picture, called on several threads at once
     * @return a result an item, in the same order; close it if it is not read to its end, which closes the items too
     */
    default <T> Stream<ItemResult<T, Embedding>> embedAll(Stream<T> items, PictureSource<? super T> source) {
        Demands.require("source", source);
        return Demands.require("items", items).map(item -> ItemResult.ofWork(item, () -> embed(source.picture(item))));
    }

    /**
     * The CLIP scores of any items that have a picture and a prompt each, under the terms of {@link #embedAll}. A prompt that
     * the model cannot take is its item's error.
     *
     * @param items the items; consumed as the result is, a few ahead of it
     * @param source gives each item's picture, called on several threads at once
     * @param prompt gives each item's prompt, called on several threads at once
     * @return a result an item, in the same order; close it if it is not read to its end, which closes the items too
     */
    default <T> Stream<ItemResult<T, ClipScore>> scoreAll(
            Stream<T> items, PictureSource<? super T> source, Function<? super T, String> prompt) {
        Demands.require("source", source);
        Demands.require("prompt", prompt);
        return Demands.require("items", items)
                .map(item -> ItemResult.ofWork(item, () -> score(source.picture(item), prompt.apply(item))));
    }

    /**
     * What identifies the model behind the scores; scores of two models are never comparable. A scorer of one's own names its
     * model with {@link ClipModel#of(String)}; goldens refuse one that does not.
     */
    default ClipModel model() {
        return ClipModel.unnamed();
    }

    /**
     * The number of tokens of a prompt, its start and end tokens included, before anything is cut.
     *
     * @return the number, or empty where the scorer does not tokenise
     */
    default OptionalInt countTokens(String prompt) {
        Demands.require("prompt", prompt);
        return OptionalInt.empty();
    }

    /**
     * How a prompt becomes an embedding: whole, unless it is longer than the model's context and the scorer takes it all the
     * same. Goldens remember it, as scores of two readings cannot be compared.
     */
    default PromptReading readingOf(String prompt) {
        return PromptReading.whole(prompt);
    }

    /** Frees what the model holds; a second call does nothing, and every other method fails from then on. */
    @Override
    void close();
}
