package io.github.clipunit.model;

import io.github.clipunit.Logits;
import io.github.clipunit.internal.Demands;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of one model, in the layout of a Hugging Face ONNX export: {@code config.json},
 * {@code preprocessor_config.json}, {@code tokenizer.json}, and {@code vision_model.onnx} with {@code text_model.onnx} or
 * one {@code model.onnx}, at the root or under {@code onnx/}.
 */
public sealed interface ModelDirectory permits FolderModel, EmbeddedModel, CachedModel {

    /**
     * The model in a folder, at full precision.
     *
     * @param folder a model directory; what it must hold is checked when it is read
     * @throws ModelUnavailableException if it is not a folder
     */
    static ModelDirectory of(Path folder) {
        return FolderModel.of(
                Demands.require("folder", folder),
                String.valueOf(folder.toAbsolutePath().normalize().getFileName()),
                Precision.FP32);
    }

    /**
     * The precision of its graphs.
     *
     * @hidden
     */
    Precision precision();

    /**
     * How its cosines become logits, where that is known of the model but not written in its files.
     *
     * @hidden
     */
    default Optional<Logits> logits() {
        return Optional.empty();
    }

    /** The name the model was asked for by. */
    String id();

    /**
     * A file of the model.
     *
     * @param names the file's possible names, such as {@code model.onnx}; each is looked for at the root and under
     *     {@code onnx/}, the first one found counts. A graph's name is given without its precision: the answer is the
     *     file at this directory's {@link #precision()}
     * @hidden
     */
    Optional<ModelFile> find(String... names);

    /**
     * As {@link #find(String...)}.
     *
     * @hidden
     */
    default Optional<ModelFile> find(List<String> places) {
        return find(places.toArray(String[]::new));
    }

    /**
     * A file that the model must have.
     *
     * @throws ModelUnavailableException if it is missing; the message names what was looked for, and where
     * @hidden
     */
    default ModelFile require(List<String> places) {
        return require(places.toArray(String[]::new));
    }

    /**
     * As {@link #require(List)}.
     *
     * @hidden
     */
    default ModelFile require(String... names) {
        return find(names)
                .orElseThrow(() -> new ModelUnavailableException("model [" + id() + "] lacks "
                        + Stream.of(names).map(precision()::variant).collect(Collectors.joining(" or "))
                        + ": looked at the root and under onnx/ of " + place() + graphsThere()
                        + "; a model directory holds config.json, preprocessor_config.json, tokenizer.json, and"
                        + " vision_model.onnx with text_model.onnx or one model.onnx"));
    }

    /** The graphs of other precisions, and what is to be set for each, where none is of this one. */
    private String graphsThere() {
        Layout layout = new Layout(names(), precision());
        return layout.isOfAnotherPrecision() ? ", which has " + String.join(", ", layout.graphsThere()) : "";
    }

    /**
     * The names of its files.
     *
     * @hidden
     */
    Collection<String> names();

    /**
     * The revision of its repository, where it comes from one.
     *
     * @hidden
     */
    default Optional<String> revision() {
        return Optional.empty();
    }

    /**
     * Where the files lie, for messages.
     *
     * @hidden
     */
    String place();

    /**
     * The SHA-256 of each file that decides a score at this precision, as lower-case hex by name. Reads them all: seconds for large ones.
     *
     * @hidden
     */
    NavigableMap<String, String> hashes();
}
