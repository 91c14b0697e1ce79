package io.github.clipunit.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of an ONNX export that a scorer needs, chosen by name: in Hugging Face's layout, or in that of open_clip
 * and immich, with a folder for each tower.
 *
 * @hidden
 */
public final class Layout {

    /** The places of each file that describes a model, best first. */
    public static final List<String> CONFIG = List.of("config.json", "open_clip_config.json");

    public static final List<String> PROCESSOR = List.of(
            "preprocessor_config.json",
            "processor_config.json",
            "visual/preprocess_cfg.json",
            "preprocess_cfg.json",
            "open_clip_config.json");

    public static final List<String> TOKENIZER = List.of("tokenizer.json", "textual/tokenizer.json");

    /** The files of a tokenizer that is not in one file. */
    public static final List<String> VOCABULARY = List.of("vocab.json", "merges.txt");

    /** Files that state the padding token and whether case matters. */
    public static final List<String> TOKENIZER_CONFIG =
            List.of("tokenizer_config.json", "textual/tokenizer_config.json");

    public static final List<String> SPECIAL_TOKENS =
            List.of("special_tokens_map.json", "textual/special_tokens_map.json");

    public static final List<String> IMAGE_GRAPH = List.of("vision_model.onnx", "visual/model.onnx");

    public static final List<String> TEXT_GRAPH = List.of("text_model.onnx", "textual/model.onnx");

    /** Both towers in one file. */
    public static final String COMBINED_GRAPH = "model.onnx";

    private static final List<List<String>> REQUIRED = List.of(CONFIG, PROCESSOR, TOKENIZER);

    private static final List<List<String>> OPTIONAL = List.of(TOKENIZER_CONFIG, SPECIAL_TOKENS);

    /** The files that describe a model in Hugging Face's layout; they are at its root. */
    static final List<String> DESCRIPTIONS =
            REQUIRED.stream().map(places -> places.get(0)).toList();

    private static final List<String> FOLDERS = List.of("onnx/", "");

    /**
     * Files in open_clip's folders that may hold weights: all except known other types, because graphs over 2 GB name
     * their weights' files freely.
     */
    private static final Pattern WEIGHTS =
            Pattern.compile("(visual|textual)/[^/]+(?<!\\.(onnx|json|txt|md|model|armnn|rknn))");

    private final TreeSet<String> names;
    private final Precision precision;
    private final CatalogModel.Graph preferred;

    public Layout(Collection<String> names, Precision precision) {
        this(names, precision, CatalogModel.Graph.SPLIT);
    }

    /** Creates a layout; if there are graphs in one file and in two, the preferred ones are needed. */
    public Layout(Collection<String> names, Precision precision, CatalogModel.Graph preferred) {
        this.preferred = preferred;
        this.names = names.stream()
                .filter(name -> name.matches("[\\w.-]+(/[\\w.-]+)*") && !name.contains(".."))
                .collect(Collectors.toCollection(TreeSet::new));
        this.precision = precision;
    }

    /** Returns the needed files, or empty if one of them is missing. */
    public Optional<List<String>> needs() {
        Optional<List<String>> graphs = graphs();
        Set<String> needs = new LinkedHashSet<>();
        for (List<String> places : REQUIRED) {
            Optional<String> place = first(places);
            boolean isInParts = places.equals(TOKENIZER) && place.isEmpty() && names.containsAll(VOCABULARY);
            if (graphs.isEmpty() || (place.isEmpty() && !isInParts)) {
                return Optional.empty();
            }
            needs.addAll(isInParts ? VOCABULARY : List.of(place.orElseThrow()));
        }
        OPTIONAL.forEach(places -> first(places).ifPresent(needs::add));
        needs.addAll(graphs.get());
        return Optional.of(List.copyOf(needs));
    }

    private Optional<String> first(List<String> places) {
        return places.stream().filter(names::contains).findFirst();
    }

    /** Returns whether the file is one of those that identify a model. */
    static boolean decidesScores(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return Stream.of(REQUIRED, OPTIONAL, List.of(VOCABULARY))
                        .flatMap(List::stream)
                        .anyMatch(places -> places.contains(lower))
                || lower.endsWith(".onnx")
                || lower.contains(".onnx_data")
                || lower.endsWith(".onnx.data")
                || WEIGHTS.matcher(name).matches();
    }

    /** Returns the required files that are missing, for a message. */
    public String missing() {
        List<String> missing = new ArrayList<>(REQUIRED.stream()
                .filter(places -> first(places).isEmpty())
                .map(places -> places.get(0))
                .toList());
        if (graphs().isEmpty()) {
            missing.add(precision.file("vision_model") + " with " + precision.file("text_model") + " (or "
                    + precision.file("model") + ") at the root or under onnx/");
        }
        return String.join(", ", missing);
    }

    /** Returns the graphs of all precisions that exist, for a message. */
    public List<String> graphsThere() {
        return names.stream()
                .filter(name -> name.endsWith(".onnx"))
                .map(name -> name + " (" + Precision.wayTo(name) + ")")
                .toList();
    }

    /** Returns whether there are graphs, but none of this precision. */
    boolean isOfAnotherPrecision() {
        return names.stream().anyMatch(name -> name.endsWith(".onnx"))
                && names.stream().noneMatch(precision::isOf);
    }

    private Optional<List<String>> graphs() {
        for (CatalogModel.Graph graph : List.of(preferred, CatalogModel.Graph.SPLIT, CatalogModel.Graph.COMBINED)) {
            for (String folder : FOLDERS) {
                List<String> files = graph.names().stream()
                        .map(name -> folder + precision.file(name))
                        .toList();
                if (names.containsAll(files)) {
                    return Optional.of(withExternalData(files));
                }
            }
        }
        List<String> openClip = Stream.of(IMAGE_GRAPH, TEXT_GRAPH)
                .map(places -> precision.variant(places.get(1)))
                .toList();
        return names.containsAll(openClip)
                ? Optional.of(Stream.concat(
                                withExternalData(openClip).stream(),
                                names.stream().filter(WEIGHTS.asMatchPredicate()))
                        .distinct()
                        .toList())
                : Optional.empty();
    }

    /** Adds the files of weights of graphs over 2 GB, which begin with the graph's name. */
    private List<String> withExternalData(List<String> graphs) {
        return names.stream()
                .filter(name -> graphs.stream()
                        .anyMatch(graph ->
                                name.equals(graph) || name.startsWith(graph + "_data") || name.equals(graph + ".data")))
                .toList();
    }
}
