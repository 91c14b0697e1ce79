package io.github.clipunit.onnx;

import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScore;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.PromptReading;
import io.github.clipunit.PromptReading.Extent;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.model.ModelDirectory;
import io.github.clipunit.onnx.reading.ModelFindings;
import io.github.clipunit.onnx.reading.ModelReading;
import io.github.clipunit.prompt.LongPrompts;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Scores with a CLIP model in ONNX files, through ONNX Runtime.
 *
 * <p>Each tower is loaded when it is first needed, so a test that only embeds pictures never loads the text tower; a score
 * loads both at once. Several threads that bring a picture each have a core each. Closing waits for runs under way. A
 * model that is not in float32 is compared with recorded cosines of the float32 export as the first picture is embedded, and
 * warned about if it drifts ({@link ReferenceCosines}).
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
                towers,
                new PrecisionCheck(directory, options.referenceFile(), towers),
                options.limits(),
                this::inBackground);
        this.model = ClipModel.of(
                        directory.id(),
                        towers.preprocessing(),
                        towers::logits,
                        OptionalInt.of(towers.contextLength()),
                        directory::hashes)
                .at(directory.revision());
    }

    /**
     * The scorer of the model in a folder, on the processor.
     *
     * @param modelDirectory a folder in the layout of a Hugging Face ONNX export
     * @throws io.github.clipunit.model.ModelUnavailableException if one of the files it must hold is missing, or says what
     *     is not understood; the message lists all that is understood and what is not. Graphs are loaded, and may fail, when
     *     they are first needed
     */
    public static OnnxClipScorer load(Path modelDirectory) {
        return load(ModelDirectory.of(modelDirectory), OnnxOptions.defaults());
    }

    /** The scorer of a model, with options. */
    public static OnnxClipScorer load(ModelDirectory directory, OnnxOptions options) {
        return new OnnxClipScorer(directory, options);
    }

    /**
     * What of a model is understood: all its files say, and if that is, whether a drawn picture and a prompt can be scored.
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
     * The cosine of a picture that is drawn the same everywhere and of its prompt.
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

    /** Starts to load both towers and the tokenizer at once, in the background; who needs them waits for what is under way. */
    public void preload() {
        inBackground(towers::loadImage);
        preloadText();
    }

    private void preloadText() {
        inBackground(towers::loadTokenizer);
        inBackground(towers::loadText);
    }

    @Override
    public List<Embedding> embedImages(List<ClipImage> images) {
        return open(() -> images.size() == 1 ? List.of(vision.embed(images.get(0))) : vision.embed(images));
    }

    /**
     * The embeddings of picture files: every core reads, decodes, preprocesses and encodes a batch of its own, and no more
     * than these are in memory. Nothing is read before the first embedding is asked for.
     */
    @Override
    public Stream<Embedding> embedFiles(Stream<Path> files) {
        PictureLine line = vision.embed(files, this::open);
        return StreamSupport.stream(line, false).onClose(line::close).onClose(files::close);
    }

    @Override
    public List<Embedding> embedPrompts(List<String> prompts) {
        if (prompts.isEmpty()) {
            return List.of();
        }
        return overflow == PromptOverflow.PARTS
                ? LongPrompts.of(this)
                        .embed(prompts, pieces -> open(() -> towers.text().encode(pieces)))
                : open(() -> towers.text().encode(prompts));
    }

    @Override
    public ClipScore score(ClipImage image, String prompt) {
        return scores(image, List.of(prompt)).get(0);
    }

    /** Embeds each prompt by itself: graphs round those of a batch otherwise, and these are to be the numbers of one. */
    @Override
    public List<ClipScore> scores(ClipImage image, List<String> prompts) {
        preloadForScores();
        Embedding picture = embed(image);
        List<Embedding> texts = prompts.stream().map(this::embed).toList();
        return model().logits().scores(picture, texts);
    }

    /** Embeds each picture by itself, for the same reason. */
    @Override
    public List<ClipScore> scores(List<ClipImage> images, String prompt) {
        preloadForScores();
        List<Embedding> pictures = images.stream().map(this::embed).toList();
        Embedding text = embed(prompt);
        return model().logits().scores(text, pictures);
    }

    /** A score needs both towers, so the text tower loads while the picture is encoded. */
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
        return OptionalInt.of(open(() -> towers.countTokens(prompt)));
    }

    @Override
    public PromptReading readingOf(String prompt) {
        if (overflow == PromptOverflow.FAIL || !LongPrompts.of(this).exceed(prompt)) {
            return PromptReading.whole(prompt);
        }
        return new PromptReading(prompt, List.of(), overflow == PromptOverflow.PARTS ? Extent.PARTS : Extent.TRUNCATED);
    }

    /**
     * The token ids of a prompt, as the model's tokenizer gives them: start and end included, not padded, and before
     * anything is cut.
     */
    public long[] tokenIds(String prompt) {
        return open(() -> towers.tokenIds(prompt));
    }

    /**
     * The numbers that the vision tower is given for a picture: resized, cropped and normalised as the model's
     * {@code preprocessor_config.json} asks.
     *
     * @return three planes, red first, each with its rows from top to bottom
     */
    public float[] pixelValues(ClipImage image) {
        return open(() -> towers.pixelValues(image));
    }

    /** What fails here fails again, and loudly, for whoever needs the result. */
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
                throw new IllegalStateException("this scorer of model [" + model.id() + "] is closed");
            }
            return LibraryMisfit.explaining(action);
        } finally {
            lock.readLock().unlock();
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
