package io.github.clipunit.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which files of a Hugging Face ONNX export a scorer needs, told from the names that are there.
 *
 * @hidden
 */
public final class Layout {

    /** The files that describe a model; they lie at its root. */
    static final List<String> DESCRIPTIONS = List.of("config.json", "preprocessor_config.json", "tokenizer.json");

    /** Names the padding token; a model without it pads with 0. */
    private static final String OPTIONAL = "tokenizer_config.json";

    private static final List<String> FOLDERS = List.of("onnx/", "");

    private final TreeSet<String> names;
    private final Precision precision;

    public Layout(Collection<String> names, Precision precision) {
        this.names = names.stream()
                .filter(name -> name.matches("[\\w.-]+(/[\\w.-]+)*") && !name.contains(".."))
                .collect(Collectors.toCollection(TreeSet::new));
        this.precision = precision;
    }

    /** The needed files, or empty if one of them is not there. */
    public Optional<List<String>> needs() {
        Optional<List<String>> graphs = graphs();
        if (graphs.isEmpty() || !names.containsAll(DESCRIPTIONS)) {
            return Optional.empty();
        }
        List<String> needs = new ArrayList<>(DESCRIPTIONS);
        if (names.contains(OPTIONAL)) {
            needs.add(OPTIONAL);
        }
        needs.addAll(graphs.get());
        return Optional.of(needs);
    }

    /** Whether the file is one of those by which two models are told apart. */
    static boolean decidesScores(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return DESCRIPTIONS.contains(lower)
                || lower.endsWith(".onnx")
                || lower.contains(".onnx_data")
                || lower.endsWith(".onnx.data");
    }

    /** What was looked for and is not there, for a message. */
    public String missing() {
        List<String> missing = new ArrayList<>(
                DESCRIPTIONS.stream().filter(name -> !names.contains(name)).toList());
        if (graphs().isEmpty()) {
            missing.add(precision.file("vision_model") + " with " + precision.file("text_model") + " (or "
                    + precision.file("model") + ") at the root or under onnx/");
        }
        return String.join(", ", missing);
    }

    /** The graphs that are there, whatever their precision, for a message. */
    public List<String> graphsThere() {
        return names.stream().filter(name -> name.endsWith(".onnx")).toList();
    }

    private Optional<List<String>> graphs() {
        for (CatalogModel.Graph graph : CatalogModel.Graph.values()) {
            for (String folder : FOLDERS) {
                List<String> files = graph.names().stream()
                        .map(name -> folder + precision.file(name))
                        .toList();
                if (names.containsAll(files)) {
                    return Optional.of(withExternalData(files));
                }
            }
        }
        return Optional.empty();
    }

    /** Graphs over 2 GB keep their weights beside them, in files that begin with the graph's name. */
    private List<String> withExternalData(List<String> graphs) {
        return names.stream()
                .filter(name -> graphs.stream()
                        .anyMatch(graph ->
                                name.equals(graph) || name.startsWith(graph + "_data") || name.equals(graph + ".data")))
                .toList();
    }
}
