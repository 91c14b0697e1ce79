package io.github.clipunit.conformance;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.github.clipunit.onnx.OnnxClipScorer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
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
            return of(new InputStreamReader(stream, StandardCharsets.UTF_8), RESOURCE);
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
        try (Reader reader = Files.newBufferedReader(file)) {
            return of(reader, file.toString());
        } catch (IOException e) {
            throw new IllegalArgumentException("facts [" + file + "] cannot be read: " + e, e);
        }
    }

    private static Conformance of(Reader reader, String name) {
        try {
            return new Conformance(Objects.requireNonNull(new Gson().fromJson(reader, Published.class)));
        } catch (JsonParseException | NullPointerException e) {
            throw new IllegalArgumentException("facts [" + name + "] are not of the form of " + RESOURCE + ": " + e, e);
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
