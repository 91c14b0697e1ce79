package io.github.clipunit.onnx;

import io.github.clipunit.Embedding;
import io.github.clipunit.ItemResult;
import io.github.clipunit.PictureSource;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.image.ImageLimits;
import io.github.clipunit.onnx.pixels.PreparedPicture;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The assignment of pictures to vision towers. A single picture uses all cores; many pictures, or those of several
 * callers at once, use one core per run, which takes less time in total.
 */
final class VisionLine {

    /** The limit of workers; each holds a batch in memory. */
    private static final int MOST_WORKERS = 16;
    /** The number of pictures that justifies loading another tower. */
    private static final int MANY = 64;

    private final Towers towers;
    private final PrecisionCheck precision;
    private final ImageLimits limits;
    private final Consumer<Runnable> background;
    private final int workerCount;
    private final Executor workers;
    private final PictureLine.Encoding wide;
    private final PictureLine.Encoding lane;
    private final Lanes lanes;
    private final AtomicBoolean isLaneAskedFor = new AtomicBoolean();

    /**
     * Creates a line.
     *
     * @param limits the size limits of picture files
     * @param background runs actions asynchronously
     */
    VisionLine(Towers towers, PrecisionCheck precision, ImageLimits limits, Consumer<Runnable> background) {
        this.towers = towers;
        this.precision = precision;
        this.limits = limits;
        this.background = background;
        this.workerCount = Math.max(2, Math.min(MOST_WORKERS, towers.lanes()));
        this.workers = PictureLine.newThreads(workerCount);
        this.wide = new Tower(towers::image);
        this.lane = new Tower(towers::lane);
        this.lanes = new Lanes(wide, this::loadedLane, towers.lanes());
    }

    Embedding embed(ClipImage image) {
        return lanes.embed(() -> towers.prepare(image));
    }

    /**
     * Returns the tower for several callers at once, which loads in the background; until then returns the other, on
     * which they take turns.
     */
    private PictureLine.Encoding loadedLane() {
        if (towers.isLaneLoaded()) {
            return lane;
        }
        if (!isLaneAskedFor.getAndSet(true)) {
            background.accept(towers::lane);
        }
        return wide;
    }

    List<Embedding> embed(List<ClipImage> images) {
        // for a few, either tower will do
        boolean isMany = images.size() >= MANY || towers.isLaneLoaded() || towers.isNoneLoaded();
        return StreamSupport.stream(line(images.stream(), towers::prepare, isMany ? lane : wide), false)
                .map(ItemResult::orElseThrow)
                .toList();
    }

    Stream<Embedding> embedFiles(Stream<Path> files, Guard guard) {
        return embed(files, file -> ClipImage.of(file, limits), guard).map(ItemResult::orElseThrow);
    }

    /**
     * Returns the embeddings of items.
     *
     * @param guard guards every run, because the line outlives this call
     */
    <T> Stream<ItemResult<T, Embedding>> embed(Stream<T> items, PictureSource<? super T> source, Guard guard) {
        PictureLine<T> line = line(items, item -> towers.prepare(picture(source, item)), new Guarded(lane, guard));
        return StreamSupport.stream(line, false).onClose(line::close).onClose(items::close);
    }

    private static <T> ClipImage picture(PictureSource<? super T> source, T item) throws Exception {
        @Nullable ClipImage picture = source.picture(item);
        if (picture == null) {
            throw new IllegalArgumentException("the source returned null instead of a picture");
        }
        return picture;
    }

    private <T> PictureLine<T> line(
            Stream<T> items, PictureLine.Preparation<T> preparation, PictureLine.Encoding tower) {
        return new PictureLine<>(items.iterator(), preparation, tower, workers, workerCount);
    }

    /** A guard that runs an action or refuses it. */
    interface Guard {
        <T> T open(Supplier<T> action);
    }

    /** A vision tower, loaded when it is first needed. */
    private final class Tower implements PictureLine.Encoding {

        private final Supplier<ImageEncoder> encoder;

        Tower(Supplier<ImageEncoder> encoder) {
            this.encoder = encoder;
        }

        @Override
        public int batch() {
            return encoder.get().batch();
        }

        @Override
        public List<Embedding> encode(List<PreparedPicture> pictures) {
            ImageEncoder tower = encoder.get();
            precision.once(tower);
            return tower.encode(pictures);
        }
    }

    private record Guarded(PictureLine.Encoding tower, Guard guard) implements PictureLine.Encoding {

        @Override
        public int batch() {
            return guard.open(tower::batch);
        }

        @Override
        public List<Embedding> encode(List<PreparedPicture> pictures) {
            return guard.open(() -> tower.encode(pictures));
        }
    }
}
