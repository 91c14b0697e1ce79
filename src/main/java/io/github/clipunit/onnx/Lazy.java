package io.github.clipunit.onnx;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is made when it is first asked for, once, whichever thread asks; a failure is not kept. */
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

    /** Does something with the value if it was ever made. */
    void ifMade(Consumer<T> action) {
        T known = value;
        if (known != null) {
            action.accept(known);
        }
    }
}
