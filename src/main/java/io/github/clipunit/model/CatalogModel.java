package io.github.clipunit.model;

import com.google.gson.annotations.SerializedName;
import io.github.clipunit.Logits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A model that the catalog knows by name.
 *
 * @hidden
 */
public record CatalogModel(
        String id,
        String repository,
        @Nullable String revision,
        Graph graph,
        int dimension,
        int contextLength,
        @Nullable Double logitScale,
        @Nullable Double logitBias,
        String license,
        String licenseSource,
        String source,
        Map<String, Pin> files) {

    /**
     * How the two towers lie in files.
     *
     * @hidden
     */
    public enum Graph {
        @SerializedName("split")
        SPLIT,
        @SerializedName("combined")
        COMBINED,
        /** No model, but a model's aesthetic head. */
        @SerializedName("head")
        HEAD;

        /** The graphs' file names without ending. */
        List<String> names() {
            return this == SPLIT ? List.of("vision_model", "text_model") : List.of("model");
        }
    }

    public Optional<String> pinnedRevision() {
        return Optional.ofNullable(revision);
    }

    /** How cosines become logits, where no file of the model says; a bias means that it was trained with a sigmoid. */
    public Optional<Logits> logits() {
        return logitScale == null
                ? Optional.empty()
                : Optional.of(new Logits(logitScale, logitBias == null ? 0 : logitBias, logitBias != null));
    }

    /** The files that a scorer needs at that precision. */
    public List<String> needs(Precision precision) {
        if (graph == Graph.HEAD) {
            return List.copyOf(files.keySet());
        }
        return Stream.of(
                        Layout.DESCRIPTIONS.stream(),
                        Stream.of(Layout.TOKENIZER_CONFIG.get(0)).filter(files::containsKey),
                        graph.names().stream().map(name -> "onnx/" + precision.file(name)))
                .flatMap(names -> names)
                .toList();
    }
}
