package io.github.clipunit.conformance;

import com.google.gson.Gson;
import io.github.clipunit.internal.FileFailure;
import io.github.clipunit.internal.JsonFields;
import io.github.clipunit.internal.TextDamage;
import io.github.clipunit.onnx.OnnxClipScorer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Compares what a model gives here with what others published of it: token ids, pixels after preprocessing, embeddings,
 * logits and scores.
 */
public final class Conformance {

    private static final String RESOURCE = "published.json";

    private final Published facts;

    private Conformance(Published facts) {
        this.facts = facts;
    }

    /** By the facts inside the jar: see {@code published.json} beside this class. */
    public static Conformance published() {
        try (InputStream stream = Conformance.class.getResourceAsStream(RESOURCE)) {
            Objects.requireNonNull(stream, RESOURCE);
            return of(stream.readAllBytes(), RESOURCE);
        } catch (IOException e) {
            throw new IllegalStateException("the clipunit jar's " + RESOURCE + " cannot be read", e);
        }
    }

    /**
     * By facts of one's own, in the form of {@code published.json}; a case without {@code models} holds for any.
     *
     * @throws IllegalArgumentException if the file cannot be read or is not of that form
     */
    public static Conformance of(Path file) {
        try {
            return of(Files.readAllBytes(file), file.toString());
        } catch (IOException e) {
            throw new IllegalArgumentException("facts [" + file + "] cannot be read: " + FileFailure.reason(e), e);
        }
    }

    private static Conformance of(byte[] content, String name) {
        try {
            return new Conformance(JsonFields.parse(content).as(new Gson(), Published.class));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "file of facts [" + name + "] "
                            + TextDamage.say(content, e, "bring it into the form of " + RESOURCE),
                    e);
        }
    }

    /** The models, by all names they are known by, that facts were published of. */
    public List<String> models() {
        return facts.cases()
                .flatMap(one -> Objects.requireNonNullElse(one.models(), List.<String>of()).stream())
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * Runs every case that was published of a model.
     *
     * @param model the name that it was published under
     * @param scorer the model here
     * @param pictures the folder with the published pictures; a case whose picture it lacks is told as not run
     * @param results is told of each case as it is over
     */
    public void run(String model, OnnxClipScorer scorer, Path pictures, Consumer<CaseResult> results) {
        PictureFolder folder = new PictureFolder(pictures, facts.pictures());
        facts.cases().filter(one -> one.isOf(model)).forEach(one -> results.accept(one.run(scorer, folder)));
    }
}
