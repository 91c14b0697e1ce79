package io.github.clipunit.model.hub;

import io.github.clipunit.internal.Counted;
import io.github.clipunit.internal.Interrupts;
import io.github.clipunit.model.ModelUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is said when the cache folder does not take what is written to it. */
final class CacheErrors {

    private CacheErrors() {}

    static ModelUnavailableException unwritable(Path file, @Nullable Long size, IOException failure) {
        if (Interrupts.caused(failure)) {
            return new ModelUnavailableException("interrupted while [" + file + "] was being written", failure);
        }
        return new ModelUnavailableException(
                "[" + file + "]" + (size == null ? "" : ", " + megabytes(size) + ",") + " cannot be written: "
                        + failure.getClass().getSimpleName() + ": " + failure.getMessage()
                        + ". Free space or make the folder writable, or set " + ModelStore.CACHE_DIR.name()
                        + " to a folder that has room and can be written",
                failure);
    }

    static ModelUnavailableException full(Path folder, long needed, long free) {
        return new ModelUnavailableException("no room for the model: [" + folder + "] has " + megabytes(free)
                + " free, the files still to be fetched have " + megabytes(needed) + ". Free space, or set "
                + ModelStore.CACHE_DIR.name() + " to a folder on another disk");
    }

    static String megabytes(long bytes) {
        return bytes < 100_000 ? Counted.of(bytes, "byte") : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
