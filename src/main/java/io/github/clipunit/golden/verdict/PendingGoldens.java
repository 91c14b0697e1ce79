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
 * What a test is about to write to goldens. It is written when the test is over and passed, as the picture of a test that
 * fails is nobody's truth.
 */
final class PendingGoldens {

    private final Map<Path, Pending> pending = new LinkedHashMap<>();
    private final List<CheckedGolden> written = new ArrayList<>();

    /** What the test wants a golden to say, if it wants to write it. */
    synchronized Optional<GoldenRecord> of(Path file) {
        return Optional.ofNullable(pending.get(file)).map(Pending::golden);
    }

    /**
     * Has a golden written at the end.
     *
     * @param golden what it will say
     * @param write writes it, and gives what became of it, or nothing if somebody else was faster
     * @param drop says that it is not written
     */
    synchronized void add(Path file, GoldenRecord golden, Supplier<Optional<CheckedGolden>> write, Runnable drop) {
        pending.put(file, new Pending(golden, write, drop));
    }

    /** Writes all of it, or says that nothing is written. */
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

    /** What was written. */
    synchronized List<CheckedGolden> written() {
        return List.copyOf(written);
    }

    private record Pending(GoldenRecord golden, Supplier<Optional<CheckedGolden>> write, Runnable drop) {}
}
