package io.github.clipunit.model;

import com.google.gson.annotations.SerializedName;
import io.github.clipunit.Logits;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A model that the catalog knows by name.
 *
 * @param aliases other names for it
 * @param repository the Hub repository of its files; empty if no export of it can be fetched
 * @param revision the pinned commit, or null if the first download pins it and the files are chosen from the
 *     repository's list
 * @param contextLength the length of the longest prompt in tokens, start and end included
 * @param license the licence of the weights, as an SPDX identifier if there is one
 * @param terms the uses that the licence forbids, or null
 * @param purpose the use that it suits
 * @param megabytes the approximate size of the graphs by precision, for graphs without a pin
 * @param advice the steps to take if no export of it can be fetched
 * @hidden
 */
public record CatalogModel(
        String id,
        List<String> aliases,
        String repository,
        @Nullable String revision,
        Graph graph,
        int dimension,
        int contextLength,
        @Nullable Double logitScale,
        @Nullable Double logitBias,
        String license,
        @Nullable String terms,
        String licenseSource,
        String source,
        String purpose,
        Map<String, Integer> megabytes,
        String advice,
        Map<String, Pin> files) {

    /** Creates a model. Values that the file omits are empty; the graphs are looked for in two files first. */
    public CatalogModel {
        aliases = Objects.requireNonNullElse(aliases, List.of());
        repository = Objects.requireNonNullElse(repository, "");
        graph = Objects.requireNonNullElse(graph, Graph.SPLIT);
        licenseSource = Objects.requireNonNullElse(licenseSource, source);
        megabytes = Objects.requireNonNullElse(megabytes, Map.of());
        advice = Objects.requireNonNullElse(advice, "");
        files = Objects.requireNonNullElse(files, Map.of());
    }

    /**
     * The division of the two towers into files.
     *
     * @hidden
     */
    public enum Graph {
        @SerializedName("split")
        SPLIT,
        @SerializedName("combined")
        COMBINED,
        /** Not a model, but a model's aesthetic head. */
        @SerializedName("head")
        HEAD;

        /** Returns the graphs' file names without extension. */
        List<String> names() {
            return this == SPLIT ? List.of("vision_model", "text_model") : List.of("model");
        }
    }

    /** Returns the names that it can be requested by. */
    public List<String> names() {
        return Stream.of(List.of(id), aliases, repository.isEmpty() ? List.<String>of() : List.of(repository))
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /** Returns the licence, what it forbids, and its address. */
    public String sayLicense() {
        return license + (terms == null ? "" : " (" + terms + ")") + ", " + licenseSource;
    }

    /**
     * Returns the total size of its files at a precision if its graphs are pinned; otherwise the approximate size of
     * its graphs, or 0.
     */
    public long bytes(Precision precision) {
        List<String> needs = needs(precision);
        boolean isPinned = needs.stream().filter(name -> name.endsWith(".onnx")).allMatch(files::containsKey);
        return isPinned
                ? needs.stream()
                        .map(name -> files.getOrDefault(name, Pin.NONE).size())
                        .filter(Objects::nonNull)
                        .mapToLong(Long::longValue)
                        .sum()
                : 1_000_000L * megabytes.getOrDefault(precision.name().toLowerCase(Locale.ROOT), 0);
    }

    public Optional<String> pinnedRevision() {
        return Optional.ofNullable(revision);
    }

    /**
     * Returns how cosines become logits, for models whose files do not state it; a bias means that the model was
     * trained with a sigmoid.
     */
    public Optional<Logits> logits() {
        return logitScale == null
                ? Optional.empty()
                : Optional.of(new Logits(logitScale, logitBias == null ? 0 : logitBias, logitBias != null));
    }

    /** Returns the files that a scorer needs at that precision. */
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
