package io.github.clipunit.onnx;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.clipunit.Embedding;
import io.github.clipunit.internal.AtomicFile;
import io.github.clipunit.internal.JsonFields;
import io.github.clipunit.internal.TextDamage;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The cosines of models' float32 exports for a few pictures that are drawn identically everywhere. A quantised export
 * is compared with them, because some are silently wrong. The file belongs next to {@code clipunit-models.lock}, under
 * version control.
 *
 * @param models the cosines by the name that the model is requested by
 * @hidden
 */
public record ReferenceCosines(Map<String, Recorded> models) {

    /** The file with the recorded cosines. */
    public static final Setting<String> FILE = Setting.path(
            "clipunit.reference.file",
            "the file with cosines of fp32 exports, with which those of other precisions are compared",
            "clipunit-reference.json");

    /** Separate, because a suite whose embeddings are all cached then does not load a hundred classes. */
    private static final class Json {
        static final Gson GSON =
                new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    }

    public ReferenceCosines {
        models = new TreeMap<>(Objects.requireNonNullElse(models, Map.of()));
    }

    /**
     * The cosines of one model.
     *
     * @param pictures the version of the set of pictures and prompts
     * @param cosines one row per picture, one column per prompt
     */
    record Recorded(int pictures, List<List<Double>> cosines) {}

    /**
     * Records the cosines of a scorer, replacing earlier ones of that model.
     *
     * @param scorer a float32 export
     * @param file the file, which is created if it does not exist
     * @throws ModelUnavailableException if the file cannot be read or written
     */
    public static void record(OnnxClipScorer scorer, Path file) {
        Map<String, Recorded> models = new TreeMap<>(read(file).models());
        models.put(scorer.model().id(), new Recorded(ReferencePictures.VERSION, of(scorer)));
        try {
            new AtomicFile(file).write(Json.GSON.toJson(new ReferenceCosines(models)) + "\n");
        } catch (IOException e) {
            throw new ModelUnavailableException("reference cosines cannot be written to [" + file + "]: " + e, e);
        }
    }

    private static List<List<Double>> of(OnnxClipScorer scorer) {
        return cosines(scorer.embedImages(ReferencePictures.draw()), scorer.embedPrompts(ReferencePictures.PROMPTS));
    }

    static List<List<Double>> cosines(List<Embedding> pictures, List<Embedding> prompts) {
        return pictures.stream()
                .map(picture -> prompts.stream().map(picture::cosine).toList())
                .toList();
    }

    static ReferenceCosines read(Path file) {
        if (!Files.exists(file)) {
            return new ReferenceCosines(Map.of());
        }
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ModelUnavailableException("reference cosines [" + file + "] cannot be read: " + e, e);
        }
        try {
            JsonFields models = JsonFields.parse(content).fields("models");
            Map<String, Recorded> recorded = new TreeMap<>();
            models.object().keySet().forEach(model -> recorded.put(model, recorded(models.fields(model))));
            return new ReferenceCosines(recorded);
        } catch (IllegalArgumentException e) {
            String remedy = "restore it from version control, or delete it and record it again";
            throw new ModelUnavailableException(
                    "file of reference cosines [" + file + "] " + TextDamage.say(content, e, remedy), e);
        }
    }

    private static Recorded recorded(JsonFields json) {
        List<List<Double>> cosines = json.rows("cosines");
        int pictures = (int) json.number("pictures", 0, Integer.MAX_VALUE);
        int count = ReferencePictures.PROMPTS.size();
        if (pictures == ReferencePictures.VERSION
                && !(cosines.size() == count && cosines.stream().allMatch(row -> row.size() == count))) {
            throw new IllegalArgumentException("field [" + json.path() + "cosines] must be " + count + " lists of "
                    + count + " numbers, one per picture, but is " + cosines);
        }
        return new Recorded(pictures, cosines);
    }

    /** Returns the only record, as in a file inside a model's folder, under any name. */
    Optional<List<List<Double>>> only() {
        return models.size() == 1 ? find(models.keySet().iterator().next()) : Optional.empty();
    }

    /** Returns the record of a model, if it was made with the current pictures. */
    Optional<List<List<Double>>> find(String model) {
        return Optional.ofNullable(models.get(model))
                .filter(recorded -> recorded.pictures() == ReferencePictures.VERSION)
                .map(Recorded::cosines);
    }
}
