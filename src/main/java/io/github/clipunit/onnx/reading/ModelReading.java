package io.github.clipunit.onnx.reading;

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
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that a model's files state, read before anything runs. A model is refused if any part is not understood;
 * the error names that part. Of the graphs, inputs and outputs are read, but not weights.
 *
 * @param text the graph for prompts, which is also that for pictures in a combined graph
 * @param hasOneBatch whether that combined graph requires as many pictures as prompts
 * @param logits how a cosine becomes a logit; empty if only a run of the graph reveals it
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

    /** The keys under which a processor's file may hold the image processor's. */
    private static final List<String> INNER = List.of("image_processor", "preprocess_cfg");

    /** Reads a model; refuses it, with all findings, if any part is not understood. */
    public static ModelReading of(ModelDirectory directory) {
        ModelFindings findings = new ModelFindings(directory.id());
        Optional<ModelReading> reading = of(directory, findings);
        findings.require();
        return reading.orElseThrow();
    }

    /** Reads a model and adds the findings; empty if it is not understood. */
    public static Optional<ModelReading> of(ModelDirectory directory, ModelFindings findings) {
        Optional<ModelConfig> known = findings.read(
                "model",
                () -> ModelConfig.of(directory),
                config -> config.type() + ", by " + config.file().name());
        Optional<ModelFile> tokenizerFile =
                findings.read("tokenizer", () -> tokenizer(directory), ModelFile::description);
        if (known.isEmpty()) {
            return Optional.empty();
        }
        ModelConfig config = known.get();
        Optional<PreprocessorConfig> preprocessing =
                findings.read("processor", () -> preprocessing(directory, config), plan -> plan.steps()
                        .replace("crop 0x0", "no crop"));
        Optional<Graphs> graphs = graphs(directory, config, preprocessing, findings);
        Optional<TokenizerRules> rules =
                findings.read("case rule", () -> config.tokenizer(directory), TokenizerRules::sayCase);
        Optional<Integer> context = rules.flatMap(read -> findings.read(
                "context",
                () -> graphs.map(Graphs::fixedLength)
                        .filter(fixed -> fixed > 0 && fixed < config.contextLength(read))
                        .orElseGet(() -> config.contextLength(read)),
                length -> length + " tokens"));
        Optional<Optional<Logits>> logits = graphs.flatMap(
                towers -> findings.read("scale", () -> logits(directory, config, towers), ModelReading::said));
        if (graphs.isPresent() && context.isPresent()) {
            TokenizerRules read = rules.orElseThrow();
            findings.read(
                    "padding",
                    () -> paddedTo(config, graphs.get(), read, context.get()),
                    length -> length == 0
                            ? "none: prompts run at their own length"
                            : "to " + length + " tokens with "
                                    + read.sayPadding().orElseThrow());
        }
        if (!findings.isUnderstood()) {
            return Optional.empty();
        }
        Graphs towers = graphs.orElseThrow();
        return Optional.of(new ModelReading(
                config,
                preprocessing.orElseThrow(),
                towers.image(),
                towers.text(),
                towers.hasOneBatch(),
                tokenizerFile.orElseThrow(),
                rules.orElseThrow(),
                context.orElseThrow(),
                logits.orElseThrow()));
    }

    /** The two towers' files, and their signatures if they can be read. */
    private record Graphs(
            ModelFile image,
            ModelFile text,
            Optional<GraphSignature> imageSignature,
            Optional<GraphSignature> textSignature) {

        static Graphs of(ModelDirectory directory) {
            Optional<ModelFile> vision = directory.find(Layout.IMAGE_GRAPH);
            ModelFile image =
                    vision.orElseGet(() -> directory.require(Layout.IMAGE_GRAPH.get(0), Layout.COMBINED_GRAPH));
            ModelFile text = vision.isPresent() ? directory.require(Layout.TEXT_GRAPH) : image;
            Optional<GraphSignature> signature = GraphSignature.of(image);
            return new Graphs(image, text, signature, image == text ? signature : GraphSignature.of(text));
        }

        Graphs checked(Optional<PreprocessorConfig> preprocessing) {
            imageSignature.ifPresent(signature -> {
                signature.requirePictures(isCombined());
                preprocessing
                        .map(ImagePreprocessor::new)
                        .map(ImagePreprocessor::blankSize)
                        .ifPresent(size -> signature.requireSize(size[0], size[1]));
            });
            textSignature.ifPresent(signature -> signature.requirePrompts(isCombined()));
            return this;
        }

        Graphs checkedOutputs(ModelConfig config) {
            imageSignature.ifPresent(signature -> signature.requireOutput(config.imageOutputs()));
            textSignature.ifPresent(signature -> signature.requireOutput(config.textOutputs()));
            return this;
        }

        String said(Function<GraphSignature, Map<String, ?>> side) {
            Stream<Optional<GraphSignature>> all =
                    isCombined() ? Stream.of(imageSignature) : Stream.of(imageSignature, textSignature);
            return all.map(signature -> signature
                            .map(known -> GraphSignature.said(side.apply(known)))
                            .orElse("known when the graph first runs"))
                    .collect(Collectors.joining("; "));
        }

        boolean isCombined() {
            return image == text;
        }

        /** Returns the number of tokens that every prompt must have, or 0 if any number is allowed. */
        int fixedLength() {
            return textSignature.map(GraphSignature::fixedLength).orElse(0);
        }

        boolean hasOneBatch() {
            return isCombined()
                    && imageSignature.map(GraphSignature::hasOneBatch).orElse(false);
        }
    }

    private static PreprocessorConfig preprocessing(ModelDirectory directory, ModelConfig config) {
        ModelFile file = directory.require(Layout.PROCESSOR);
        ConfigFile json = ConfigFile.of(file);
        if (file.name().equals("processor_config.json")
                && json.given(INNER.get(0)).isEmpty()) {
            throw json.malformed("it has no image_processor, and there is no preprocessor_config.json");
        }
        for (String key : INNER) {
            json = json.json().has(key) ? json.object(key) : json;
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
                    "it has no tokenizer.json, but the parts to generate one: python -c \"from"
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
        Optional<Graphs> graphs = findings.read(
                "inputs",
                () -> Graphs.of(directory).checked(preprocessing),
                found -> found.said(GraphSignature::inputs));
        graphs.ifPresent(found -> findings.read(
                "outputs", () -> found.checkedOutputs(config), same -> same.said(GraphSignature::outputs)));
        return graphs;
    }

    private static int paddedTo(ModelConfig config, Graphs graphs, TokenizerRules rules, int context) {
        int fixed = graphs.fixedLength();
        int length = fixed > 0 ? fixed : config.isPaddedToContext() ? context : 0;
        if (length > 0 && rules.isPaddedLeft()) {
            throw config.file().malformed("padding_side of tokenizer_config.json is left: only right is supported");
        }
        if (length > 0 && rules.sayPadding().isEmpty()) {
            throw config.file()
                    .malformed("prompts must be padded to " + length + " tokens, but neither pad_token of"
                            + " tokenizer_config.json or special_tokens_map.json nor pad_token_id of"
                            + " text_config names a padding token");
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
                    .malformed("it was trained with a sigmoid, but neither this file"
                            + " (logit_scale, as a logarithm, and logit_bias) nor a graph with logits_per_image"
                            + " states its scale and bias: add the two numbers of the trained model");
        }
        return Optional.of(Logits.CLIP);
    }

    private static String said(Optional<Logits> logits) {
        return logits.map(known -> (known.equals(Logits.CLIP) ? "not stated, so OpenAI's: " : "") + said(known))
                .orElse("from the graph's logits when it first runs");
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
