package io.github.clipunit.onnx.reading;

import com.google.gson.JsonObject;
import io.github.clipunit.Logits;
import io.github.clipunit.model.ConfigFile;
import io.github.clipunit.model.Layout;
import io.github.clipunit.model.ModelDirectory;
import io.github.clipunit.model.ModelFile;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.onnx.pixels.ImagePreprocessor;
import io.github.clipunit.onnx.pixels.PreprocessorConfig;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that a model's files say, read before anything runs: each thing is understood, or the model is refused with what is
 * not. Of the graphs, what they take and give is read, not their weights.
 *
 * @param text the graph of prompts, the same as that of pictures where one graph is both
 * @param hasOneBatch whether pictures and prompts of that one graph must be as many
 * @param logits how a cosine becomes a logit; empty where a run of the graph tells
 */
public record ModelReading(
        ModelConfig config,
        PreprocessorConfig preprocessing,
        ModelFile image,
        ModelFile text,
        boolean hasOneBatch,
        ModelFile tokenizerFile,
        TokenizerRules tokenizer,
        int contextLength,
        Optional<Logits> logits) {

    /** Reads a model, and refuses it with all that was found if one thing is not understood. */
    public static ModelReading of(ModelDirectory directory) {
        ModelFindings findings = new ModelFindings(directory.id());
        Optional<ModelReading> reading = of(directory, findings);
        findings.require();
        return reading.orElseThrow();
    }

    /** Reads a model and adds what is found; empty if it is not understood. */
    public static Optional<ModelReading> of(ModelDirectory directory, ModelFindings findings) {
        Optional<ModelConfig> config = findings.read(
                "model",
                () -> ModelConfig.of(directory),
                read -> read.type() + ", by " + read.file().name());
        Optional<PreprocessorConfig> preprocessing = config.flatMap(
                known -> findings.read("processor", () -> preprocessing(directory, known), PreprocessorConfig::steps));
        Optional<Graphs> graphs = config.flatMap(known -> graphs(directory, known, preprocessing, findings));
        Optional<ModelFile> tokenizerFile =
                findings.read("tokenizer", () -> tokenizer(directory), ModelFile::description);
        Optional<TokenizerRules> rules = config.flatMap(
                known -> findings.read("case rule", () -> known.tokenizer(directory), TokenizerRules::sayCase));
        Optional<Integer> context = rules.flatMap(known -> findings.read(
                "context", () -> config.orElseThrow().contextLength(known), length -> length + " tokens"));
        if (context.isEmpty() || graphs.isEmpty() || preprocessing.isEmpty() || tokenizerFile.isEmpty()) {
            return Optional.empty();
        }
        findings.read(
                "padding",
                () -> paddedTo(config.orElseThrow(), graphs.get(), rules.orElseThrow(), context.get()),
                length -> length == 0
                        ? "none: prompts run at their own length"
                        : "to " + length + " tokens with "
                                + rules.orElseThrow().sayPadding().orElseThrow());
        findings.read("scale", () -> logits(directory, config.orElseThrow(), graphs.get()), logits -> logits.map(
                        ModelReading::said)
                .orElse("as the graph's logits tell when it first runs"));
        return findings.isUnderstood()
                ? Optional.of(new ModelReading(
                        config.orElseThrow(),
                        preprocessing.get(),
                        graphs.get().image(),
                        graphs.get().text(),
                        graphs.get().hasOneBatch(),
                        tokenizerFile.get(),
                        rules.orElseThrow(),
                        context.get(),
                        logits(directory, config.orElseThrow(), graphs.get())))
                : Optional.empty();
    }

    /** The two towers' files, and what they take and give where that can be read. */
    private record Graphs(
            ModelFile image,
            ModelFile text,
            Optional<GraphSignature> imageSignature,
            Optional<GraphSignature> textSignature) {

        boolean isCombined() {
            return image == text;
        }

        boolean hasOneBatch() {
            return isCombined()
                    && imageSignature.map(GraphSignature::hasOneBatch).orElse(false);
        }
    }

    private static PreprocessorConfig preprocessing(ModelDirectory directory, ModelConfig config) {
        ModelFile file = directory.require(Layout.PROCESSOR);
        ConfigFile json = ConfigFile.of(file);
        for (String key : List.of("image_processor", "preprocess_cfg")) {
            if (json.json().get(key) instanceof JsonObject inner) {
                json = new ConfigFile(json.name() + ", " + key + ",", inner);
            }
        }
        if (file.name().equals("processor_config.json") && json.name().equals(file.description())) {
            throw json.malformed("it has no image_processor, and there is no preprocessor_config.json");
        }
        return PreprocessorConfig.of(json, config.type(), config.imageSize());
    }

    private static ModelFile tokenizer(ModelDirectory directory) {
        Optional<ModelFile> found = directory.find(Layout.TOKENIZER);
        if (found.isPresent()) {
            return found.get();
        }
        Optional<ModelFile> vocabulary = directory.find(Layout.VOCABULARY.get(0));
        Optional<ModelFile> merges = directory.find(Layout.VOCABULARY.get(1));
        if (vocabulary.isPresent() && merges.isPresent()) {
            return new ClipTokenizerFile("tokenizer.json", vocabulary.get(), merges.get());
        }
        if (directory.find("vocab.txt", "spiece.model", "tokenizer.model").isPresent()) {
            throw new ModelUnavailableException(
                    "it has no tokenizer.json, but the parts to make one of: python -c \"from"
                            + " transformers import AutoTokenizer;"
                            + " AutoTokenizer.from_pretrained('.').save_pretrained('.')\" in its folder writes it");
        }
        return directory.require(Layout.TOKENIZER);
    }

    private static Optional<Graphs> graphs(
            ModelDirectory directory,
            ModelConfig config,
            Optional<PreprocessorConfig> preprocessing,
            ModelFindings findings) {
        return findings.read(
                "graphs",
                () -> {
                    Optional<ModelFile> vision = directory.find(Layout.IMAGE_GRAPH);
                    ModelFile image = vision.orElseGet(() -> directory.require(
                            Stream.of(Layout.IMAGE_GRAPH.get(0), "model.onnx").toArray(String[]::new)));
                    ModelFile text = vision.isPresent() ? directory.require(Layout.TEXT_GRAPH) : image;
                    Optional<GraphSignature> imageSignature = GraphSignature.of(image);
                    Graphs graphs = new Graphs(
                            image, text, imageSignature, vision.isPresent() ? GraphSignature.of(text) : imageSignature);
                    check(graphs, config, preprocessing);
                    return graphs;
                },
                ModelReading::said);
    }

    private static void check(Graphs graphs, ModelConfig config, Optional<PreprocessorConfig> preprocessing) {
        graphs.imageSignature().ifPresent(signature -> {
            signature.requireVision(config.imageOutputs(), graphs.isCombined());
            preprocessing.ifPresent(pixels -> {
                int[] size = new ImagePreprocessor(pixels).blankSize();
                signature.requireSize(size[0], size[1]);
            });
        });
        graphs.textSignature().ifPresent(signature -> signature.requireText(config.textOutputs(), graphs.isCombined()));
    }

    private static String said(Graphs graphs) {
        return Stream.of(
                        graphs.imageSignature(),
                        graphs.isCombined() ? Optional.<GraphSignature>empty() : graphs.textSignature())
                .flatMap(Optional::stream)
                .map(signature -> signature.file() + " takes " + GraphSignature.said(signature.inputs()) + " and gives "
                        + GraphSignature.said(signature.outputs()))
                .collect(Collectors.collectingAndThen(
                        Collectors.joining("; "), all -> all.isEmpty() ? "told when they first run" : all));
    }

    private static int paddedTo(ModelConfig config, Graphs graphs, TokenizerRules rules, int context) {
        int fixed = graphs.textSignature().map(GraphSignature::fixedLength).orElse(0);
        int length = fixed > 0 ? fixed : config.isPaddedToContext() ? context : 0;
        if (length > 0 && rules.isPaddedLeft()) {
            throw config.file().malformed("padding_side of tokenizer_config.json is left: only right is known");
        }
        if (length > 0 && rules.sayPadding().isEmpty()) {
            throw config.file()
                    .malformed(
                            "prompts must be filled up to " + length + " tokens, and neither pad_token of"
                                    + " tokenizer_config.json or special_tokens_map.json nor pad_token_id of text_config says with what");
        }
        return length;
    }

    private static Optional<Logits> logits(ModelDirectory directory, ModelConfig config, Graphs graphs) {
        Optional<Logits> said = config.logits().or(directory::logits);
        boolean canProbe = graphs.isCombined()
                && graphs.imageSignature().map(GraphSignature::tellsLogits).orElse(true);
        if (said.isPresent() || canProbe) {
            return said;
        }
        if (config.isSigmoid()) {
            throw config.file()
                    .malformed("it was trained with a sigmoid, whose scale and bias neither this file"
                            + " (logit_scale, as a logarithm, and logit_bias) nor a graph with logits_per_image tells: add the"
                            + " two numbers that the trained model has");
        }
        return Optional.of(Logits.CLIP);
    }

    public static String said(Logits logits) {
        return String.format(
                Locale.ROOT,
                "%.4f, bias %.4f, %s",
                logits.scale(),
                logits.bias(),
                logits.sigmoid() ? "sigmoid" : "softmax");
    }
}
