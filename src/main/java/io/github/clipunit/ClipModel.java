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

/** What identifies a model: the name it was asked for by, the hashes of its files, and how pictures are preprocessed. */
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
     * A model.
     *
     * @param id the name it was asked for by: {@code pictogram}, a Hub id, or the name of its directory
     * @param preprocessing how pixels become tensors
     * @param logits gives how a cosine becomes a logit; asked each time, as it may take a run of the graph to know
     * @param contextLength the longest prompt, in tokens with start and end, if the model says
     * @param hashing gives the SHA-256 of each file by its name in the model directory; called at most once, and only when
     *     somebody asks, because hashing a large model takes seconds
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
     * A model known by its name alone, such as a remote service's: without files, its preprocessing unknown, its logits
     * {@link Logits#CLIP}. Goldens and reports tell such models apart by the name and by nothing else.
     *
     * @param id a name that no other model has, to be changed whenever the model's scores do, such as {@code my-scorer-2}
     * @throws IllegalArgumentException if the name is blank
     */
    public static ClipModel of(String id) {
        if (Demands.require("model id", id).isBlank()) {
            throw new IllegalArgumentException("model id [" + id + "] must not be blank: nothing else tells it apart");
        }
        return nameOnly(id, true);
    }

    /** The model of a scorer that does not name its own; goldens refuse it. */
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
     * Whether the scorer names its model.
     *
     * @hidden for goldens and reports, which take two unnamed models for different ones
     */
    public boolean isNamed() {
        return isNamed;
    }

    /**
     * The same model, of which a revision of a repository is known.
     *
     * @hidden
     */
    public ClipModel at(Optional<String> revision) {
        return new ClipModel(id, preprocessing, logits, contextLength, hashing, isNamed, revision);
    }

    /** The commit of the Hub's repository that its files come from, if they do. */
    public Optional<String> revision() {
        return revision;
    }

    /** The name the model was asked for by. */
    public String id() {
        return id;
    }

    /** How pixels become tensors, and what of a picture the model sees. */
    public Preprocessing preprocessing() {
        return preprocessing;
    }

    /** How a cosine becomes a logit. */
    public Logits logits() {
        return logits.get();
    }

    /** The longest prompt in tokens, start and end included, if the model says. */
    public OptionalInt contextLength() {
        return contextLength;
    }

    /** The SHA-256 of each file, as lower-case hex, by the file's name in the model directory. */
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

    /** The SHA-256 over {@link #files()}, a line {@code hash  name} each: one name for all that decides a score. */
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
