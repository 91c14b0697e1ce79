package io.github.clipunit.model.hub;

import io.github.clipunit.internal.Interrupts;
import io.github.clipunit.internal.Progress.Unit;
import io.github.clipunit.model.ModelUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Messages for a cache folder that cannot be written to. */
final class CacheErrors {

    private CacheErrors() {}

    static ModelUnavailableException unwritable(Path file, @Nullable Long size, IOException failure) {
        if (Interrupts.caused(failure)) {
            return new ModelUnavailableException("interrupted while [" + file + "] was being written", failure);
        }
        return new ModelUnavailableException(
                "[" + file + "]" + (size == null ? "" : ", " + Unit.BYTES.of(size) + ",") + " cannot be written: "
                        + failure.getClass().getSimpleName() + ": " + failure.getMessage()
                        + ". Free space or make the folder writable, or set " + ModelStore.CACHE_DIR.name()
                        + " to a writable folder with enough space",
                failure);
    }

    static ModelUnavailableException full(Path folder, long needed, long free) {
        return new ModelUnavailableException("not enough space for the model: [" + folder + "] has "
                + Unit.BYTES.of(free)
                + " free, but the files still to be fetched take " + Unit.BYTES.of(needed) + ". Free space, or set "
                + ModelStore.CACHE_DIR.name() + " to a folder on another disk");
    }
}
