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
 * The files of one model, in the layout of a Hugging Face ONNX export: {@code config.json}, {@code
 * preprocessor_config.json}, {@code tokenizer.json}, and either {@code vision_model.onnx} with {@code text_model.onnx}
 * or one {@code model.onnx}, at the root or under {@code onnx/}.
 */
public sealed interface ModelDirectory permits FolderModel, EmbeddedModel, CachedModel {

    /**
     * Returns the model in a folder, at full precision.
     *
     * @param folder a model directory; its contents are checked when they are read
     * @throws ModelUnavailableException if it is not a folder
     */
    static ModelDirectory of(Path folder) {
        return FolderModel.of(
                Demands.require("folder", folder),
                String.valueOf(folder.toAbsolutePath().normalize().getFileName()),
                Precision.FP32);
    }

    /**
     * Returns the precision of its graphs.
     *
     * @hidden
     */
    Precision precision();

    /**
     * Returns how its cosines become logits, if that is known of the model but not written in its files.
     *
     * @hidden
     */
    default Optional<Logits> logits() {
        return Optional.empty();
    }

    /** Returns the name that the model was requested by. */
    String id();

    /**
     * Returns a file of the model.
     *
     * @param names the file's possible names, such as {@code model.onnx}; each is looked for at the root and under
     *     {@code onnx/}, and the first match is returned. A graph's name is given without its precision; the result is
     *     the file at this directory's {@link #precision()}
     * @hidden
     */
    Optional<ModelFile> find(String... names);

    /**
     * Does the same as {@link #find(String...)}.
     *
     * @hidden
     */
    default Optional<ModelFile> find(List<String> places) {
        return find(places.toArray(String[]::new));
    }

    /**
     * Returns a file that the model must have.
     *
     * @throws ModelUnavailableException if it is missing; the message lists the names and places that were tried
     * @hidden
     */
    default ModelFile require(List<String> places) {
        return require(places.toArray(String[]::new));
    }

    /**
     * Does the same as {@link #require(List)}.
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

    /** Returns the graphs of other precisions with the setting for each, if there is none of this precision. */
    private String graphsThere() {
        Layout layout = new Layout(names(), precision());
        return layout.isOfAnotherPrecision() ? ", which has " + String.join(", ", layout.graphsThere()) : "";
    }

    /**
     * Returns the names of its files.
     *
     * @hidden
     */
    Collection<String> names();

    /**
     * Returns the revision of its repository, or empty if it comes from none.
     *
     * @hidden
     */
    default Optional<String> revision() {
        return Optional.empty();
    }

    /**
     * Returns the location of the files, for messages.
     *
     * @hidden
     */
    String place();

    /**
     * Returns the SHA-256 of each file that decides a score at this precision, as lower-case hex by name. Reads all
     * these files, which takes seconds for large ones.
     *
     * @hidden
     */
    NavigableMap<String, String> hashes();
}
