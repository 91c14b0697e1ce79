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
 * A comparison of a model's results here with published ones: token ids, pixels after preprocessing, embeddings, logits
 * and scores.
 */
public final class Conformance {

    private static final String RESOURCE = "published.json";

    private final Published facts;

    private Conformance(Published facts) {
        this.facts = facts;
    }

    /** Returns the comparison with the facts inside the jar, from {@code published.json} in this package. */
    public static Conformance published() {
        try (InputStream stream = Conformance.class.getResourceAsStream(RESOURCE)) {
            Objects.requireNonNull(stream, RESOURCE);
            return of(stream.readAllBytes(), RESOURCE);
        } catch (IOException e) {
            throw new IllegalStateException("the clipunit jar's " + RESOURCE + " cannot be read", e);
        }
    }

    /**
     * Returns the comparison with your own facts, in the format of {@code published.json}; a case without {@code
     * models} applies to any model.
     *
     * @throws IllegalArgumentException if the file cannot be read or has another format
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
                    "file of facts [" + name + "] " + TextDamage.say(content, e, "use the format of " + RESOURCE), e);
        }
    }

    /** Returns all names of the models for which facts were published. */
    public List<String> models() {
        return facts.cases()
                .flatMap(one -> Objects.requireNonNullElse(one.models(), List.<String>of()).stream())
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * Runs every case that was published for a model.
     *
     * @param model the name that it was published under
     * @param scorer the model here
     * @param pictures the folder with the published pictures; a case without its picture is reported as not run
     * @param results receives each case as soon as it is finished
     */
    public void run(String model, OnnxClipScorer scorer, Path pictures, Consumer<CaseResult> results) {
        PictureFolder folder = new PictureFolder(pictures, facts.pictures());
        facts.cases().filter(one -> one.isOf(model)).forEach(one -> results.accept(one.run(scorer, folder)));
    }
}
