package io.github.clipunit.onnx;

import io.github.clipunit.Logits;
import io.github.clipunit.Preprocessing;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.model.ConfigFile;
import io.github.clipunit.model.ModelDirectory;
import io.github.clipunit.model.ModelFile;
import io.github.clipunit.model.Precision;
import io.github.clipunit.onnx.pixels.ImagePreprocessor;
import io.github.clipunit.onnx.pixels.PreparedPicture;
import io.github.clipunit.onnx.pixels.PreprocessorConfig;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model's two towers, in two graphs or one, each loaded when it is first needed. */
final class Towers implements AutoCloseable {

    private final ModelConfig config;
    private final PreprocessorConfig preprocessing;
    private final ImagePreprocessor preprocessor;
    private final Lazy<PromptTokenizer> tokenizer;
    private final Lazy<OnnxGraph> imageGraph;
    private final Lazy<OnnxGraph> singleThreadedGraph;
    private final Lazy<OnnxGraph> textGraph;
    private final Lazy<ImageEncoder> image;
    /** The vision tower once more, for runs on one thread each; null where it would be no other. */
    private final @Nullable Lazy<ImageEncoder> singleThreaded;

    private final Lazy<TextEncoder> text;
    private final Lazy<Logits> logits;
    /** Quantised graphs scale a whole batch by its largest value: what is encoded together would change what comes out. */
    private final boolean isQuantised;

    private final int cores;

    Towers(ModelDirectory directory, OnnxOptions options) {
        this.config = ModelConfig.of(directory);
        this.isQuantised = directory.precision() == Precision.INT8;
        this.preprocessing = PreprocessorConfig.of(ConfigFile.of(directory.require("preprocessor_config.json")));
        this.preprocessor = new ImagePreprocessor(preprocessing);
        ModelFile tokenizerFile = directory.require("tokenizer.json");
        Optional<ModelFile> vision = directory.find("vision_model.onnx");
        ModelFile imageFile = vision.orElseGet(() -> directory.require("vision_model.onnx", "model.onnx"));
        this.imageGraph = new Lazy<>(() -> OnnxGraph.open(imageFile, options));
        ModelFile textFile = vision.isPresent() ? directory.require("text_model.onnx") : imageFile;
        this.textGraph = vision.isPresent() ? new Lazy<>(() -> OnnxGraph.open(textFile, options)) : imageGraph;
        this.tokenizer = new Lazy<>(() -> PromptTokenizer.open(
                tokenizerFile, config.padToken(), config.contextLength(), options.overflow(), directory.id()));
        this.image = new Lazy<>(() -> imageEncoder(imageGraph.get(), true));
        this.singleThreadedGraph = new Lazy<>(() -> OnnxGraph.open(imageFile, options.onOneThread()));
        this.singleThreaded = vision.isPresent() && options.cores() > 1
                ? new Lazy<>(() -> imageEncoder(singleThreadedGraph.get(), false))
                : null;
        this.cores = options.cores();
        this.text = new Lazy<>(this::textEncoder);
        this.logits = new Lazy<>(() -> config.logits().or(directory::logits).orElseGet(this::probedLogits));
    }

    private ImageEncoder imageEncoder(OnnxGraph graph, boolean takesTurns) {
        return new ImageEncoder(graph, config.imageOutputs(), () -> text.get().emptyPrompt(), isQuantised, takesTurns);
    }

    private TextEncoder textEncoder() {
        return new TextEncoder(
                textGraph.get(),
                config.textOutputs(),
                tokenizer.get(),
                config.paddedLength(),
                blankSize(),
                isQuantised);
    }

    /** The size of a picture that is already as large as it should be. */
    private int[] blankSize() {
        int side = Math.max(preprocessing.shortEdge(), Math.max(preprocessing.width(), preprocessing.cropWidth()));
        return preprocessor.outputSize(side, side);
    }

    private Logits probedLogits() {
        return imageGraph == textGraph && LogitProbe.canRead(imageGraph.get())
                ? new LogitProbe(imageGraph.get(), text.get(), blankSize(), config.isSiglip()).read()
                : Logits.CLIP;
    }

    ImageEncoder image() {
        return image.get();
    }

    /** The vision tower for several runs at once, as many as there are {@link #lanes}. */
    ImageEncoder lane() {
        return singleThreaded == null ? image.get() : singleThreaded.get();
    }

    boolean isLaneLoaded() {
        return singleThreaded == null ? image.isMade() : singleThreaded.isMade();
    }

    /** How many runs of {@link #lane} at once use the machine best. */
    int lanes() {
        return singleThreaded == null ? 1 : cores;
    }

    TextEncoder text() {
        return text.get();
    }

    void loadImage() {
        image.get();
    }

    void loadText() {
        text.get();
    }

    void loadTokenizer() {
        tokenizer.get();
    }

    boolean isNoneLoaded() {
        return !image.isMade() && !isLaneLoaded() && !text.isMade();
    }

    Logits logits() {
        return logits.get();
    }

    int contextLength() {
        return config.contextLength();
    }

    int countTokens(String prompt) {
        return tokenizer.get().count(prompt);
    }

    long[] tokenIds(String prompt) {
        return tokenizer.get().ids(prompt);
    }

    Preprocessing preprocessing() {
        return preprocessing.preprocessing();
    }

    PreparedPicture prepare(ClipImage image) {
        return preprocessor.prepare(image);
    }

    float[] pixelValues(ClipImage image) {
        return prepare(image).planes();
    }

    @Override
    public void close() {
        tokenizer.ifMade(PromptTokenizer::close);
        imageGraph.ifMade(OnnxGraph::close);
        singleThreadedGraph.ifMade(OnnxGraph::close);
        if (textGraph != imageGraph) {
            textGraph.ifMade(OnnxGraph::close);
        }
    }
}
