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

/** A model's two towers, in two graphs or one, each loaded when it is first needed. */
final class Towers implements AutoCloseable {

    private final ModelReading model;
    private final ImagePreprocessor preprocessor;
    private final Lazy<PromptTokenizer> tokenizer;
    private final VisionTower<ImageEncoder> vision;
    /** The graph of the text tower, which is that of the vision tower too in a combined graph. */
    private final Lazy<OnnxGraph> textGraph;

    private final Lazy<TextEncoder> text;
    private final Lazy<Logits> logits;
    /**
     * True if each input must be encoded alone: quantised graphs scale a whole batch by its largest value, so the
     * others of a batch would change the result.
     */
    private final boolean isQuantised;

    private final int lanes;

    Towers(ModelDirectory directory, OnnxOptions options) {
        this.model = ModelReading.of(directory);
        this.isQuantised = Set.of(Precision.INT8, Precision.Q4).contains(directory.precision());
        this.preprocessor = new ImagePreprocessor(model.preprocessing());
        boolean isCombined = model.image() == model.text();
        this.textGraph = new Lazy<>(() -> OnnxGraph.open(model.text(), options));
        this.tokenizer = new Lazy<>(() -> PromptTokenizer.open(
                model.tokenizerFile(), model.tokenizer(), model.contextLength(), options.overflow(), directory.id()));
        this.lanes = isCombined ? 1 : options.cores();
        this.vision = isCombined
                ? new VisionTower<>(false, form -> imageEncoder(textGraph.get(), 1), tower -> {})
                : new VisionTower<>(lanes > 1, form -> imageEncoder(form, options), tower -> tower.graph()
                        .close());
        this.text = new Lazy<>(this::textEncoder);
        this.logits = new Lazy<>(() -> model.logits().orElseGet(this::probedLogits));
    }

    private ImageEncoder imageEncoder(VisionTower.Form form, OnnxOptions options) {
        boolean isNarrow = form == VisionTower.Form.NARROW && lanes > 1;
        OnnxOptions threads = isNarrow ? options.onOneThread() : options;
        return imageEncoder(OnnxGraph.open(model.image(), threads), isNarrow ? lanes : 1);
    }

    private ImageEncoder imageEncoder(OnnxGraph graph, int atOnce) {
        return new ImageEncoder(
                graph,
                model.config().imageOutputs(),
                rows -> text.get().emptyPrompt(model.hasOneBatch() ? rows : 1),
                isQuantised,
                atOnce);
    }

    private TextEncoder textEncoder() {
        return new TextEncoder(textGraph.get(), model, tokenizer.get(), preprocessor.blankSize(), isQuantised);
    }

    /**
     * Returns the logits of a combined graph; without them, a softmax model is assumed to have OpenAI's scale of 100.
     */
    private Logits probedLogits() {
        OnnxGraph graph = textGraph.get();
        if (!LogitProbe.canRead(graph)) {
            if (model.config().isSigmoid()) {
                throw graph.unsupported("expected logits_per_image, image_embeds and text_embeds");
            }
            return Logits.CLIP;
        }
        return new LogitProbe(
                        graph,
                        text.get(),
                        preprocessor.blankSize(),
                        model.hasOneBatch(),
                        model.config().isSigmoid())
                .read();
    }

    VisionTower<ImageEncoder> vision() {
        return vision;
    }

    /** Returns the number of concurrent runs of the vision tower that uses the machine best. */
    int lanes() {
        return lanes;
    }

    TextEncoder text() {
        return text.get();
    }

    void loadText() {
        text.get();
    }

    void loadTokenizer() {
        tokenizer.get();
    }

    boolean isNoneLoaded() {
        return !vision.isLoaded() && !text.isMade();
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
        vision.close();
        textGraph.ifMade(OnnxGraph::close);
    }
}
