package io.github.clipunit.onnx;

import io.github.clipunit.Logits;
import io.github.clipunit.Preprocessing;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.model.ModelDirectory;
import io.github.clipunit.model.Precision;
import io.github.clipunit.onnx.pixels.ImagePreprocessor;
import io.github.clipunit.onnx.pixels.PreparedPicture;
import io.github.clipunit.onnx.reading.ModelReading;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A model's two towers, in two graphs or one, each loaded when it is first needed. */
final class Towers implements AutoCloseable {

    private final ModelReading model;
    private final ImagePreprocessor preprocessor;
    private final Lazy<PromptTokenizer> tokenizer;
    private final Lazy<OnnxGraph> imageGraph;
    private final Lazy<OnnxGraph> singleThreadedGraph;
    private final Lazy<OnnxGraph> textGraph;
    private final Lazy<ImageEncoder> image;
    /** The vision tower for single-threaded runs; null if it would be the same as the other. */
    private final @Nullable Lazy<ImageEncoder> singleThreaded;

    private final Lazy<TextEncoder> text;
    private final Lazy<Logits> logits;
    /**
     * True if each input must be encoded alone: quantised graphs scale a whole batch by its largest value, so the
     * others of a batch would change the result.
     */
    private final boolean isQuantised;

    private final int cores;

    Towers(ModelDirectory directory, OnnxOptions options) {
        this.model = ModelReading.of(directory);
        this.isQuantised = Set.of(Precision.INT8, Precision.Q4).contains(directory.precision());
        this.preprocessor = new ImagePreprocessor(model.preprocessing());
        boolean isCombined = model.image() == model.text();
        this.imageGraph = new Lazy<>(() -> OnnxGraph.open(model.image(), options));
        this.textGraph = isCombined ? imageGraph : new Lazy<>(() -> OnnxGraph.open(model.text(), options));
        this.tokenizer = new Lazy<>(() -> PromptTokenizer.open(
                model.tokenizerFile(), model.tokenizer(), model.contextLength(), options.overflow(), directory.id()));
        this.image = new Lazy<>(() -> imageEncoder(imageGraph.get(), true));
        this.singleThreadedGraph = new Lazy<>(() -> OnnxGraph.open(model.image(), options.onOneThread()));
        this.singleThreaded = !isCombined && options.cores() > 1
                ? new Lazy<>(() -> imageEncoder(singleThreadedGraph.get(), false))
                : null;
        this.cores = options.cores();
        this.text = new Lazy<>(this::textEncoder);
        this.logits = new Lazy<>(() -> model.logits().orElseGet(this::probedLogits));
    }

    private ImageEncoder imageEncoder(OnnxGraph graph, boolean takesTurns) {
        return new ImageEncoder(
                graph,
                model.config().imageOutputs(),
                rows -> text.get().emptyPrompt(model.hasOneBatch() ? rows : 1),
                isQuantised,
                takesTurns);
    }

    private TextEncoder textEncoder() {
        return new TextEncoder(textGraph.get(), model, tokenizer.get(), preprocessor.blankSize(), isQuantised);
    }

    /**
     * Returns the logits of a combined graph; without them, a softmax model is assumed to have OpenAI's scale of 100.
     */
    private Logits probedLogits() {
        if (!LogitProbe.canRead(imageGraph.get())) {
            if (model.config().isSigmoid()) {
                throw imageGraph.get().unsupported("expected logits_per_image, image_embeds and text_embeds");
            }
            return Logits.CLIP;
        }
        return new LogitProbe(
                        imageGraph.get(),
                        text.get(),
                        preprocessor.blankSize(),
                        model.hasOneBatch(),
                        model.config().isSigmoid())
                .read();
    }

    ImageEncoder image() {
        return image.get();
    }

    /** Returns the vision tower for several runs at once, up to {@link #lanes}. */
    ImageEncoder lane() {
        return singleThreaded == null ? image.get() : singleThreaded.get();
    }

    boolean isLaneLoaded() {
        return singleThreaded == null ? image.isMade() : singleThreaded.isMade();
    }

    /** Returns the number of concurrent runs of {@link #lane} that uses the machine best. */
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
        return model.contextLength();
    }

    int countTokens(String prompt) {
        return tokenizer.get().count(prompt);
    }

    long[] tokenIds(String prompt) {
        return tokenizer.get().ids(prompt);
    }

    Preprocessing preprocessing() {
        return model.preprocessing().preprocessing();
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
