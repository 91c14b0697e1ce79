package io.github.clipunit;

import io.github.clipunit.internal.Demands;
import io.github.clipunit.internal.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a model: the name it was requested by, the hashes of its files, and its preprocessing of pictures.
 */
public final class ClipModel {

    private final String id;
    private final Preprocessing preprocessing;
    private final Supplier<Logits> logits;
    private final OptionalInt contextLength;
    private final Supplier<NavigableMap<String, String>> hashing;
    private final boolean isNamed;
    private final Optional<String> revision;
    private volatile @Nullable NavigableMap<String, String> files;

    private ClipModel(
            String id,
            Preprocessing preprocessing,
            Supplier<Logits> logits,
            OptionalInt contextLength,
            Supplier<NavigableMap<String, String>> hashing,
            boolean isNamed,
            Optional<String> revision) {
        this.id = id;
        this.preprocessing = preprocessing;
        this.logits = logits;
        this.contextLength = contextLength;
        this.hashing = hashing;
        this.isNamed = isNamed;
        this.revision = revision;
    }

    /**
     * Returns a model.
     *
     * @param id the name it was requested by: {@code pictogram}, a Hub id, or the name of its directory
     * @param preprocessing how pixels become tensors
     * @param logits supplies the mapping from cosine to logit; called each time, because finding it may take a run of
     *     the graph
     * @param contextLength the length of the longest prompt in tokens, start and end included, if the model states it
     * @param hashing supplies the SHA-256 of each file by its name in the model directory; called at most once, and
     *     only on demand, because hashing a large model takes seconds
     */
    public static ClipModel of(
            String id,
            Preprocessing preprocessing,
            Supplier<Logits> logits,
            OptionalInt contextLength,
            Supplier<NavigableMap<String, String>> hashing) {
        Demands.requireText("id", id);
        Demands.require("preprocessing", preprocessing);
        Demands.require("logits", logits);
        Demands.require("contextLength", contextLength);
        Demands.require("hashing", hashing);
        return new ClipModel(id, preprocessing, logits, contextLength, hashing, true, Optional.empty());
    }

    /**
     * Returns a model that is known by its name alone, such as a remote service's. It has no files, its preprocessing
     * is unknown, and its logits are {@link Logits#CLIP}. Goldens and reports distinguish such models by their names
     * only.
     *
     * @param id a name that no other model has; change it whenever the model's scores change, as in {@code my-scorer-2}
     * @throws IllegalArgumentException if the name is blank
     */
    public static ClipModel of(String id) {
        if (Demands.require("model id", id).isBlank()) {
            throw new IllegalArgumentException(
                    "model id [" + id + "] must not be blank: nothing else identifies the model");
        }
        return nameOnly(id, true);
    }

    /** Returns the model of a scorer that does not name its own; goldens refuse it. */
    public static ClipModel unnamed() {
        return nameOnly("unnamed", false);
    }

    private static ClipModel nameOnly(String id, boolean isNamed) {
        return new ClipModel(
                id,
                Preprocessing.of("unknown"),
                () -> Logits.CLIP,
                OptionalInt.empty(),
                TreeMap::new,
                isNamed,
                Optional.empty());
    }

    /**
     * Returns whether the scorer names its model.
     *
     * @hidden for goldens and reports, which treat two unnamed models as different
     */
    public boolean isNamed() {
        return isNamed;
    }

    /**
     * Returns the same model with the commit of the repository that its files come from.
     *
     * @hidden
     */
    public ClipModel at(Optional<String> revision) {
        return new ClipModel(id, preprocessing, logits, contextLength, hashing, isNamed, revision);
    }

    /** Returns the commit of the Hub repository that its files come from, or empty if they come from elsewhere. */
    public Optional<String> revision() {
        return revision;
    }

    /** Returns the name that the model was requested by. */
    public String id() {
        return id;
    }

    /** Returns how pixels become tensors, and which part of a picture the model sees. */
    public Preprocessing preprocessing() {
        return preprocessing;
    }

    /** Returns how a cosine becomes a logit. */
    public Logits logits() {
        return logits.get();
    }

    /**
     * Returns the length of the longest prompt in tokens, start and end included, or empty if the model does not state
     * it.
     */
    public OptionalInt contextLength() {
        return contextLength;
    }

    /** Returns the SHA-256 of each file, as lower-case hex, by the file's name in the model directory. */
    public NavigableMap<String, String> files() {
        NavigableMap<String, String> known = files;
        if (known == null) {
            synchronized (this) {
                known = files;
                if (known == null) {
                    known = Collections.unmodifiableNavigableMap(new TreeMap<>(hashing.get()));
                    files = known;
                }
            }
        }
        return known;
    }

    /**
     * Returns the SHA-256 of {@link #files()}, written as one line {@code hash  name} each. It identifies everything
     * that decides a score.
     */
    public String digest() {
        StringBuilder lines = new StringBuilder();
        files().forEach((name, hash) ->
                lines.append(hash).append("  ").append(name).append('\n'));
        return Sha256.hex(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return id;
    }
}
