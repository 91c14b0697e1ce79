package io.github.clipunit.golden.verdict;

import io.github.clipunit.check.CheckedGolden;
import io.github.clipunit.golden.store.GoldenRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The goldens that a test will write. They are written only when the test has passed, because the picture of a failing
 * test must not become the reference.
 */
final class PendingGoldens {

    private final Map<Path, Pending> pending = new LinkedHashMap<>();
    private final List<CheckedGolden> written = new ArrayList<>();

    /** Returns the new content of a golden, if the test will write it. */
    synchronized Optional<GoldenRecord> of(Path file) {
        return Optional.ofNullable(pending.get(file)).map(Pending::golden);
    }

    /**
     * Adds a golden to write at the end.
     *
     * @param golden the new content
     * @param write writes the golden and returns the outcome, or empty if another process was faster
     * @param drop reports that the golden is not written
     */
    synchronized void add(Path file, GoldenRecord golden, Supplier<Optional<CheckedGolden>> write, Runnable drop) {
        pending.put(file, new Pending(golden, write, drop));
    }

    /** Writes all goldens, or reports that none is written. */
    synchronized void end(boolean passed) {
        for (Pending one : pending.values()) {
            if (passed) {
                one.write.get().ifPresent(written::add);
            } else {
                one.drop.run();
            }
        }
        pending.clear();
    }

    /** Returns the goldens written. */
    synchronized List<CheckedGolden> written() {
        return List.copyOf(written);
    }

    private record Pending(GoldenRecord golden, Supplier<Optional<CheckedGolden>> write, Runnable drop) {}
}
