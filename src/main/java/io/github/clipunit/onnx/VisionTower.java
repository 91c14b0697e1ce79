package io.github.clipunit.onnx;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The vision tower, loaded in one of two forms: never in both, because each has its own copy of the weights. The first
 * use decides which; the other replaces it after so many more pictures have wanted it that loading it has paid.
 *
 * @param <E> a loaded tower
 */
final class VisionTower<E> implements AutoCloseable {

    /** The two forms, with the number of pictures that gain the time to load it. */
    enum Form {
        /** A run uses all cores, and runs take turns: the sooner result for a caller who waits for one picture. */
        WIDE(16),
        /** A run uses one core, and there are as many at once as there are cores: the sooner result for many. */
        NARROW(64);

        private final int worthLoading;

        Form(int worthLoading) {
            this.worthLoading = worthLoading;
        }
    }

    private final boolean areDifferent;
    private final Function<Form, E> loader;
    private final Consumer<E> closer;
    private final AtomicInteger misfits = new AtomicInteger();
    /** Read by runs, written to load and to close. */
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    private volatile @Nullable Loaded<E> loaded;

    /**
     * Creates a tower that is not loaded; both functions are called while no run is in progress.
     *
     * @param areDifferent whether the forms differ; otherwise nothing is ever replaced
     */
    VisionTower(boolean areDifferent, Function<Form, E> loader, Consumer<E> closer) {
        this.areDifferent = areDifferent;
        this.loader = loader;
        this.closer = closer;
    }

    boolean isLoaded() {
        return loaded != null;
    }

    /** Loads the tower in that form, if it is in neither. */
    void load(Form form) {
        use(form, 0, tower -> tower);
    }

    /**
     * Applies a function to the loaded tower.
     *
     * @param form the form that suits best
     * @param pictures the number of pictures that the function encodes
     */
    <R> R use(Form form, int pictures, Function<E, R> function) {
        Loaded<E> before = loaded;
        if (areDifferent && before != null && isWorthReplacing(before.form(), form, pictures)) {
            replace(before.form(), form);
        }
        while (true) {
            lock.readLock().lock();
            try {
                Loaded<E> now = loaded;
                if (now != null) {
                    return function.apply(now.tower());
                }
            } finally {
                lock.readLock().unlock();
            }
            replace(null, form);
        }
    }

    private boolean isWorthReplacing(Form present, Form wanted, int pictures) {
        int change = present == wanted ? -pictures : pictures;
        return misfits.updateAndGet(count -> Math.max(0, count + change)) >= wanted.worthLoading && present != wanted;
    }

    /** Loads a form in place of what is loaded, unless another thread has done so. */
    private void replace(@Nullable Form before, Form form) {
        lock.writeLock().lock();
        try {
            Loaded<E> now = loaded;
            if ((now == null ? null : now.form()) == before) {
                close();
                loaded = new Loaded<>(form, loader.apply(form));
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            Loaded<E> last = loaded;
            loaded = null;
            misfits.set(0);
            if (last != null) {
                closer.accept(last.tower());
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private record Loaded<E>(Form form, E tower) {}
}
