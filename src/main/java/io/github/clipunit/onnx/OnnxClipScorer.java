package io.github.clipunit.onnx;

import io.github.clipunit.ClipImage;
import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScore;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.ImageLimits;
import io.github.clipunit.model.ModelDirectory;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Scores with a CLIP model in ONNX files, through ONNX Runtime.
 *
 * <p>Each tower is loaded when it is first needed, so a test that only embeds pictures never loads the text tower; a score
 * loads both at once. Pictures that several threads bring one at a time share batches. Closing waits for runs under way. A model that is not in float32 is compared with recorded
 * cosines of the float32 export as the first picture is embedded, and warned about if it drifts ({@link ReferenceCosines}).
 */
public final class OnnxClipScorer implements ClipScorer {

    /** Each holds a batch in memory. */
    private static final int MOST_WORKERS = 16;
    /** So many pictures repay the loading of another tower. */
    private static final int MANY = 64;

    private final ClipModel model;
    private final Towers towers;
    private final PrecisionCheck precision;
    private final Executor workers;
    private final int workerCount;
    private final PictureLine.Encoding wide = new OpenTower(Towers::image);
    private final PictureLine.Encoding lane = new OpenTower(Towers::lane);
    private final SharedBatches sharing = new SharedBatches(wide, new Lanes());
    private final AtomicBoolean isLaneAskedFor = new AtomicBoolean();
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private volatile @Nullable ScoredPicture lastScored;
    private boolean isClosed;

    private OnnxClipScorer(ModelDirectory directory, OnnxOptions options) {
        this.towers = new Towers(directory, options);
        this.workerCount = Math.max(2, Math.min(MOST_WORKERS, towers.lanes()));
        this.workers = PictureLine.newThreads(workerCount);
        this.precision = new PrecisionCheck(directory, options.referenceFile(), towers);
        this.model = ClipModel.of(
                directory.id(),
                towers.preprocessing(),
                towers::logits,
                OptionalInt.of(towers.contextLength()),
                directory::hashes);
    }

    /**
     * The scorer of the model in a folder, on the processor.
     *
     * @param modelDirectory a folder in the layout of a Hugging Face ONNX export
     * @throws io.github.clipunit.model.ModelUnavailableException if the folder or one of the files it must hold is missing
     *     or malformed; graphs themselves are loaded, and may fail, when they are first needed
     */
    public static OnnxClipScorer load(Path modelDirectory) {
        return load(ModelDirectory.of(modelDirectory), OnnxOptions.defaults());
    }

    /** The scorer of a model, with options. */
    public static OnnxClipScorer load(ModelDirectory directory, OnnxOptions options) {
        return new OnnxClipScorer(directory, options);
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
        if (images.size() == 1) {
            return open(() -> List.of(sharing.embed(() -> towers.prepare(images.get(0)))));
        }
        // one tower is as good as the other for a few; for many, a second one is worth loading
        boolean isMany = images.size() >= MANY || towers.isLaneLoaded() || towers.isNoneLoaded();
        return open(() -> StreamSupport.stream(line(images.stream(), towers::prepare, isMany ? lane : wide), false)
                .toList());
    }

    /**
     * The embeddings of picture files: every core reads, decodes, preprocesses and encodes a batch of its own, and no more
     * than these are in memory. Nothing is read before the first embedding is asked for.
     */
    @Override
    public Stream<Embedding> embedFiles(Stream<Path> files) {
        ImageLimits limits = ImageLimits.current(); // those of this thread's test, not of the threads that decode
        PictureLine line = line(files, file -> towers.prepare(ClipImage.of(file, limits)), lane);
        return StreamSupport.stream(line, false).onClose(line::close).onClose(files::close);
    }

    private <T> PictureLine line(
            Stream<T> subjects, Function<T, PreparedPicture> preparation, PictureLine.Encoding tower) {
        Iterator<Supplier<PreparedPicture>> pictures = subjects.<Supplier<PreparedPicture>>map(
                        subject -> () -> preparation.apply(subject))
                .iterator();
        return new PictureLine(pictures, tower, workers, workerCount);
    }

    @Override
    public List<Embedding> embedPrompts(List<String> prompts) {
        return prompts.isEmpty() ? List.of() : open(() -> towers.text().encode(prompts));
    }

    /** The embedding of a picture; that of the one scored last is still known, as whoever saw a low score may ask why. */
    @Override
    public Embedding embed(ClipImage image) {
        ScoredPicture last = lastScored;
        return last != null && last.image().refersTo(image) ? open(last::embedding) : ClipScorer.super.embed(image);
    }

    @Override
    public ClipScore score(ClipImage image, String prompt) {
        if (towers.isNoneLoaded()) {
            preloadText();
        }
        Embedding embedding = ClipScorer.super.embed(image);
        lastScored = new ScoredPicture(new WeakReference<>(image), embedding);
        return new ClipScore(embedding.cosine(embed(prompt)), model.logits());
    }

    @Override
    public ClipModel model() {
        return model;
    }

    @Override
    public OptionalInt countTokens(String prompt) {
        return OptionalInt.of(open(() -> towers.countTokens(prompt)));
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
            return action.get();
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

    /** A vision tower, loaded when it is first asked for, and refused once the scorer is closed. */
    private final class OpenTower implements PictureLine.Encoding {

        private final Function<Towers, ImageEncoder> encoder;

        OpenTower(Function<Towers, ImageEncoder> encoder) {
            this.encoder = encoder;
        }

        @Override
        public int batch() {
            return open(() -> encoder.apply(towers).batch());
        }

        @Override
        public List<Embedding> encode(List<PreparedPicture> pictures) {
            return open(() -> {
                precision.once();
                return encoder.apply(towers).encode(pictures);
            });
        }
    }

    /** The tower that takes several runs at once; it is loaded behind the callers' backs once there are several. */
    private final class Lanes implements SharedBatches.Crowd {

        @Override
        public int runs() {
            if (towers.lanes() == 1 || towers.isLaneLoaded()) {
                return towers.lanes();
            }
            if (!isLaneAskedFor.getAndSet(true)) {
                inBackground(() -> towers.lane().batch());
            }
            return 1;
        }

        @Override
        public PictureLine.Encoding tower() {
            return lane;
        }
    }

    /** A picture, which is not kept from being collected, and its embedding. */
    private record ScoredPicture(WeakReference<ClipImage> image, Embedding embedding) {}

    @Override
    public String toString() {
        return "CLIP scorer of model " + model.id();
    }
}
