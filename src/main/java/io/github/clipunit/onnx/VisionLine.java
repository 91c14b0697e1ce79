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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The assignment of pictures to runs of the vision tower. A single picture uses all cores; many pictures, or those of
 * several callers at once, use one core per run, which takes less time in total.
 */
final class VisionLine {

    /** The limit of workers; each holds a batch in memory. */
    private static final int MOST_WORKERS = 16;

    private final Towers towers;
    private final PrecisionCheck precision;
    private final ImageLimits limits;
    private final int workerCount;
    private final Executor workers;
    private final PictureLine.Encoding wide = new Tower(VisionTower.Form.WIDE);
    private final PictureLine.Encoding narrow = new Tower(VisionTower.Form.NARROW);
    private final AtomicInteger callers = new AtomicInteger();

    /**
     * Creates a line.
     *
     * @param limits the size limits of picture files
     */
    VisionLine(Towers towers, PrecisionCheck precision, ImageLimits limits) {
        this.towers = towers;
        this.precision = precision;
        this.limits = limits;
        this.workerCount = Math.max(2, Math.min(MOST_WORKERS, towers.lanes()));
        this.workers = PictureLine.newThreads(workerCount);
    }

    Embedding embed(ClipImage image) {
        callers.incrementAndGet();
        try {
            List<PreparedPicture> picture = List.of(towers.prepare(image));
            return (callers.get() == 1 ? wide : narrow).encode(picture).get(0);
        } finally {
            callers.decrementAndGet();
        }
    }

    List<Embedding> embed(List<ClipImage> images) {
        return StreamSupport.stream(line(images.stream(), towers::prepare, narrow), false)
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
        PictureLine<T> line = line(items, item -> towers.prepare(picture(source, item)), new Guarded(narrow, guard));
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

    /** The vision tower for runs that one of its forms suits best. */
    private final class Tower implements PictureLine.Encoding {

        private final VisionTower.Form form;

        Tower(VisionTower.Form form) {
            this.form = form;
        }

        @Override
        public int batch() {
            return towers.vision().use(form, 0, ImageEncoder::batch);
        }

        @Override
        public List<Embedding> encode(List<PreparedPicture> pictures) {
            return towers.vision().use(form, pictures.size(), tower -> {
                precision.once(tower);
                return tower.encode(pictures);
            });
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
