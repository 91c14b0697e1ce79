package io.github.clipunit.onnx;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is computed once, when it is first needed, by whichever thread needs it; a failure is not kept. */
final class Lazy<T> {

    private final Supplier<T> maker;
    private volatile @Nullable T value;

    Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    T get() {
        T known = value;
        if (known == null) {
            synchronized (this) {
                known = value;
                if (known == null) {
                    known = LibraryMisfit.explaining(maker);
                    value = known;
                }
            }
        }
        return known;
    }

    boolean isMade() {
        return value != null;
    }

    /** Runs an action on the value if it was ever computed. */
    void ifMade(Consumer<T> action) {
        T known = value;
        if (known != null) {
            action.accept(known);
        }
    }
}
