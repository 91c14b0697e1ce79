package io.github.clipunit.onnx;

import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScore;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.ItemResult;
import io.github.clipunit.PictureSource;
import io.github.clipunit.PromptReading;
import io.github.clipunit.PromptReading.Extent;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Demands;
import io.github.clipunit.model.ModelDirectory;
import io.github.clipunit.model.hub.ModelNames;
import io.github.clipunit.onnx.reading.ModelFindings;
import io.github.clipunit.onnx.reading.ModelReading;
import io.github.clipunit.prompt.LongPrompts;
import io.github.clipunit.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A scorer that runs a CLIP model from ONNX files, through ONNX Runtime.
 *
 * <p>Each tower is loaded when it is first needed, so a test that only embeds pictures never loads the text tower; a
 * score loads both at once. Threads that keep embedding one picture each at the same time soon use one core each. Closing waits for
 * running calls. When the first picture is embedded, a model that is not in float32 is compared with recorded cosines
 * of its float32 export; a drift is logged as a warning ({@link ReferenceCosines}).
 */
public final class OnnxClipScorer implements ClipScorer {

    private final ClipModel model;
    private final Towers towers;
    private final VisionLine vision;
    private final PromptOverflow overflow;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean isClosed;

    private OnnxClipScorer(ModelDirectory directory, OnnxOptions options) {
        this.towers = new Towers(directory, options);
        this.overflow = options.overflow();
        this.vision = new VisionLine(
                towers, new PrecisionCheck(directory, options.referenceFile(), towers), options.limits());
        this.model = ClipModel.of(
                        directory.id(),
                        towers.preprocessing(),
                        towers::logits,
                        OptionalInt.of(towers.contextLength()),
                        directory::hashes)
                .at(directory.revision());
    }

    /**
     * Returns the scorer of the model in a folder, on the processor.
     *
     * @param modelDirectory a folder in the layout of a Hugging Face ONNX export
     * @throws io.github.clipunit.model.ModelUnavailableException if a required file is missing or contains something
     *     that is not understood; the message lists everything that is understood and what is not. Graphs are loaded,
     *     and may fail, when they are first needed
     */
    public static OnnxClipScorer load(Path modelDirectory) {
        return load(ModelDirectory.of(Demands.require("modelDirectory", modelDirectory)), OnnxOptions.defaults());
    }

    /** Returns the scorer of a model, with options. */
    public static OnnxClipScorer load(ModelDirectory directory, OnnxOptions options) {
        return new OnnxClipScorer(Demands.require("directory", directory), Demands.require("options", options));
    }

    /**
     * Opens the scorer that the settings describe: that of {@code clipunit.model}, by default {@code
     * openai/clip-vit-base-patch32}.
     *
     * @see #open(String)
     */
    public static ClipScorer open() {
        return open(Settings.ofJvm().get(ModelNames.MODEL));
    }

    /**
     * Opens the scorer of a model by its name, as in tests: with the settings in system properties and the environment,
     * with embeddings stored on disk unless {@code clipunit.cache.embeddings} is {@code off}, and without the generator
     * parameters in prompts. Pictures and prompts embedded one at a time are kept in memory; {@link #embedAll} and
     * {@link #scoreAll} accept any number and keep nothing.
     *
     * @param model {@code pictogram}, which is inside the jar, the path of a model directory, or a name of the Hugging
     *     Face Hub, which is fetched if it is not in the cache
     * @return the scorer; close it, because it holds the model in memory
     * @throws io.github.clipunit.model.ModelUnavailableException if the model is not available; the message names the
     *     ways to get it
     * @throws IllegalArgumentException if a setting cannot be read; the message names key, value and choices
     */
    public static ClipScorer open(String model) {
        return open(model, Map.of());
    }

    /**
     * Opens the scorer of a model by its name, as {@link #open(String)} does, with some explicit settings.
     *
     * @param settings settings of docs/settings.md by name, such as {@code clipunit.threads}, which override system
     *     properties and the environment
     * @throws IllegalArgumentException if a setting is unknown or does not apply to scorers
     */
    public static ClipScorer open(String model, Map<String, String> settings) {
        return ScorerOpening.open(model, requireKeys(settings));
    }

    /**
     * Returns the scorer of a model that this whole JVM shares, opened at the first call: for servers, and for
     * executors of a cluster. Closing it does nothing, because it lasts as long as the JVM. After a call that fails,
     * the next one tries again.
     *
     * @param model as {@link #open(String)} takes it
     */
    public static ClipScorer shared(String model) {
        return shared(model, Map.of());
    }

    /**
     * Returns the scorer that this JVM shares for a model and some settings; other settings give another scorer.
     *
     * @param settings as {@link #open(String, Map)} takes them
     */
    public static ClipScorer shared(String model, Map<String, String> settings) {
        return ScorerOpening.shared(model, requireKeys(settings));
    }

    /** Returns the settings unless they or a name are null; a null value gets a message with its name. */
    private static Map<String, String> requireKeys(Map<String, String> settings) {
        Demands.requireItems("settings", Demands.require("settings", settings).keySet());
        return settings;
    }

    /**
     * Returns the findings on a model: everything that its files state, and, if all of it is understood, whether a
     * drawn picture and a prompt can be scored.
     *
     * @hidden
     */
    public static ModelFindings check(ModelDirectory directory, OnnxOptions options) {
        ModelFindings findings = new ModelFindings(directory.id());
        if (ModelReading.of(directory, findings).isPresent()) {
            findings.read("run", () -> trial(directory, options), said -> said);
        }
        return findings;
    }

    /**
     * Returns the cosine of a picture that is drawn identically everywhere and its prompt.
     *
     * @hidden
     */
    public static double cosineOfDrawn(ModelDirectory directory, OnnxOptions options) {
        try (OnnxClipScorer scorer = load(directory, options)) {
            return scorer.embed(ReferencePictures.draw().get(0)).cosine(scorer.embed(ReferencePictures.PROMPTS.get(0)));
        }
    }

    private static String trial(ModelDirectory directory, OnnxOptions options) {
        try (OnnxClipScorer scorer = load(directory, options)) {
            Embedding picture = scorer.embed(ReferencePictures.draw().get(0));
            Embedding text = scorer.embed(ReferencePictures.PROMPTS.get(0));
            return String.format(
                    Locale.ROOT,
                    "a drawn picture and [%s] have the cosine %.4f, in %d numbers each; scale %s",
                    ReferencePictures.PROMPTS.get(0),
                    picture.cosine(text),
                    picture.dimension(),
                    ModelReading.said(scorer.model().logits()));
        }
    }

    /**
     * Starts to load both towers and the tokenizer at once, in the background; callers that need them wait for this.
     */
    public void preload() {
        inBackground(() -> towers.vision().load(VisionTower.Form.WIDE));
        preloadText();
    }

    /**
     * Starts to load both towers and the tokenizer, the vision tower for streams of pictures or many callers at once.
     *
     * @hidden
     */
    public void preloadForMany() {
        inBackground(() -> towers.vision().load(VisionTower.Form.NARROW));
        preloadText();
    }

    void preloadText() {
        inBackground(towers::loadTokenizer);
        inBackground(towers::loadText);
    }

    @Override
    public List<Embedding> embedImages(List<ClipImage> images) {
        Demands.require("images", images);
        return open(() -> images.size() == 1
                ? List.of(vision.embed(Demands.require("image", images.get(0))))
                : vision.embed(images));
    }

    /**
     * Returns the embeddings of picture files. Every core reads, decodes, preprocesses and encodes its own batch, and
     * only these batches are in memory. Nothing is read before the first embedding is requested.
     */
    @Override
    public Stream<Embedding> embedFiles(Stream<Path> files) {
        return vision.embedFiles(Demands.require("files", files), this::open);
    }

    /**
     * Embeds the pictures of the items. Every core reads, decodes, preprocesses and encodes its own batch, as in {@link
     * #embedFiles}.
     */
    @Override
    public <T> Stream<ItemResult<T, Embedding>> embedAll(Stream<T> items, PictureSource<? super T> source) {
        return vision.embed(Demands.require("items", items), Demands.require("source", source), this::open);
    }

    /** Scores the items. Each prompt is embedded by itself, and reused if it is among the last thousand. */
    @Override
    public <T> Stream<ItemResult<T, ClipScore>> scoreAll(
            Stream<T> items, PictureSource<? super T> source, Function<? super T, String> prompt) {
        return new PairScoring<T>(this, Demands.require("source", source), Demands.require("prompt", prompt))
                .score(Demands.require("items", items));
    }

    @Override
    public List<Embedding> embedPrompts(List<String> prompts) {
        if (Demands.requireItems("prompts", prompts).isEmpty()) {
            return List.of();
        }
        return overflow == PromptOverflow.PARTS
                ? LongPrompts.of(this)
                        .embed(prompts, pieces -> open(() -> towers.text().encode(pieces)))
                : open(() -> towers.text().encode(prompts));
    }

    @Override
    public ClipScore score(ClipImage image, String prompt) {
        return scores(image, List.of(Demands.require("prompt", prompt))).get(0);
    }

    /**
     * Scores one picture with several prompts. Each prompt is embedded by itself, because graphs round batches
     * differently and these scores must equal single ones.
     */
    @Override
    public List<ClipScore> scores(ClipImage image, List<String> prompts) {
        Demands.require("image", image);
        Demands.requireItems("prompts", prompts);
        preloadForScores();
        Embedding picture = embed(image);
        List<Embedding> texts = prompts.stream().map(this::embed).toList();
        return model().logits().scores(picture, texts);
    }

    /**
     * Scores several pictures with one prompt. Each picture is embedded by itself, because graphs round batches
     * differently.
     */
    @Override
    public List<ClipScore> scores(List<ClipImage> images, String prompt) {
        Demands.require("images", images);
        Demands.require("prompt", prompt);
        preloadForScores();
        List<Embedding> pictures = images.stream().map(this::embed).toList();
        Embedding text = embed(prompt);
        return model().logits().scores(text, pictures);
    }

    /** Loads the text tower while the picture is encoded, because a score needs both. */
    private void preloadForScores() {
        if (towers.isNoneLoaded()) {
            preloadText();
        }
    }

    @Override
    public ClipModel model() {
        return model;
    }

    @Override
    public OptionalInt countTokens(String prompt) {
        Demands.require("prompt", prompt);
        return OptionalInt.of(open(() -> towers.countTokens(prompt)));
    }

    @Override
    public PromptReading readingOf(String prompt) {
        Demands.require("prompt", prompt);
        return open(() -> {
            if (overflow == PromptOverflow.FAIL || !LongPrompts.of(this).exceed(prompt)) {
                return PromptReading.whole(prompt);
            }
            return new PromptReading(
                    prompt, List.of(), overflow == PromptOverflow.PARTS ? Extent.PARTS : Extent.TRUNCATED);
        });
    }

    /**
     * Returns the token ids of a prompt from the model's tokenizer: start and end included, not padded, and before
     * anything is cut.
     */
    public long[] tokenIds(String prompt) {
        Demands.require("prompt", prompt);
        return open(() -> towers.tokenIds(prompt));
    }

    /**
     * Returns the numbers that the vision tower receives for a picture: resized, cropped and normalised according to
     * the model's {@code preprocessor_config.json}.
     *
     * @return three planes, red first, each with its rows from top to bottom
     */
    public float[] pixelValues(ClipImage image) {
        Demands.require("image", image);
        return open(() -> towers.pixelValues(image));
    }

    /** Loads in the background; a failure is ignored here, because it is thrown again when the result is needed. */
    private void inBackground(Runnable loading) {
        var unused = CompletableFuture.runAsync(() -> open(() -> {
            loading.run();
            return true;
        }));
    }

    private <T> T open(Supplier<T> action) {
        lock.readLock().lock();
        try {
            if (isClosed) {
                throw new Closed(
                        "this scorer of model [" + model.id() + "] is closed: close it later, or open another");
            }
            return LibraryMisfit.explaining(action);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** The error of a call to a scorer that is closed. */
    static final class Closed extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        Closed(String message) {
            super(message);
        }
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!isClosed) {
                isClosed = true;
                towers.close();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public String toString() {
        return "CLIP scorer of model " + model.id();
    }
}
